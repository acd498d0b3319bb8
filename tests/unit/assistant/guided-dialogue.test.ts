import { describe, expect, it } from 'vitest';
import { answerTo, choicesOf, contextOf, nightTime, talk, tapping, textOf } from './talk.ts';

describe('answers what patients ask', () => {
  it.each([
    ['qto custa a limpesa de pele?', 'R$ 280,00'],
    ['QUANTO CUSTA A LIMPEZA DE PELE???', 'R$ 280,00'],
    ['valor da consulta com cardiologista', 'R$ 420,00'],
    ['queria saber o preço da cauterização', 'a equipe informa'],
    ['vcs aceitam Saúde Aurora?', 'Sim, atendemos Saúde Aurora'],
    ['quais convênios vcs atendem', 'Plano Horizonte'],
    ['aceitam unimed?', 'Não encontrei Unimed'],
    ['que horas vcs abrem hj?', '07h às 20h'],
    ['abre sábado?', '08h às 12h'],
    ['estão abertos agora?', 'abertos agora'],
    ['onde fica a clínica', 'Rua das Paineiras, 321'],
    ['qual o endereso', 'Rua das Paineiras'],
    ['quem são os médicos?', 'Dra. Lara Monteiro'],
    ['me fala da dra lara', 'CRM-SP 000001'],
    ['parcela no cartão?', '6x sem juros'],
    ['precisa de preparo para o eletro?', 'Não use creme'],
    ['quando fica pronto o resultado do mapa?', '3 dias úteis'],
    ['qual a política de cancelamento?', 'sem custo'],
    ['tem estacionamento?', 'primeira hora'],
    ['é acessível pra cadeirante?', 'rampa'],
    ['qual o telefone?', '+55 11 5550-0142'],
    ['e se eu chegar atrasado?', '15 minutos'],
    ['o que preciso levar?', 'documento com foto'],
    ['vc é um robô?', 'assistente virtual'],
    ['quais serviços vcs fazem?', 'nossos atendimentos'],
    ['faz botox?', 'Não encontrei esse atendimento'],
    ['o dr caio atende?', 'Não encontrei esse nome'],
    ['obrigada 😊', 'agradece o contato'],
  ])('%s', async (said, expected) => {
    const answer = await answerTo(said);
    expect(textOf(answer)).toContain(expected);
    expect(answer.replies).toHaveLength(1);
    expect(answer.handover).toBeUndefined();
  });

  it('answers several questions of several messages in one bubble', async () => {
    const answer = await answerTo(['Oi', 'quanto custa o eletro?', 'aceitam unimed? e onde fica?']);
    expect(answer.replies).toHaveLength(1);
    expect(textOf(answer)).toMatch(/R\$ 150,00[\s\S]*Unimed[\s\S]*Paineiras/);
  });

  it('lets the patient choose when a name could mean several services', async () => {
    const context = contextOf({
      servicos: { exames: [{ nome: 'Ultrassom pélvico' }, { nome: 'Ultrassom de mama' }] },
    });
    expect(choicesOf((await answerTo('ultrassom', { context })).replies)).toHaveLength(2);
  });
});

describe('hands over', () => {
  it.each([
    ['meu pai ta com dor no peito, quero marcar consulta', 'emergency'],
    ['EMERGENCIA!!!', 'emergency'],
    ['nao consigo respirar direito', 'emergency'],
    ['quero falar com uma pessoa', 'asked-for-human'],
    ['quero cancelar minha consulta de amanhã', 'asked-for-human'],
    ['péssimo atendimento, quero reclamar', 'complaint'],
    ['queria marcar limpeza de pele quinta de manhã', 'booking-request'],
  ])('%s → %s', async (said, reason) => {
    const answer = await answerTo(said);
    expect(answer.handover?.reason).toBe(reason);
    expect(choicesOf(answer.replies)).toEqual([]);
  });

  it('names SAMU and the clinic’s own advice in an emergency, and CVV where life is in danger', async () => {
    expect(textOf(await answerTo('emergência, minha mãe desmaiou'))).toMatch(/192[\s\S]*Hospital Exemplo/);
    expect(textOf(await answerTo('quero morrer'))).toContain('188');
  });

  it('is not alarmed by "não é emergência"', async () => {
    expect((await answerTo('não é emergência, só quero saber o endereço')).handover).toBeUndefined();
  });

  it('says when the team is back at night', async () => {
    expect(textOf(await answerTo('quero um atendente', { now: nightTime }))).toContain(
      'a partir das 07h de amanhã',
    );
  });
});

describe('never plays the doctor', () => {
  it.each([
    'apareceu uma mancha no braço, será que é grave?',
    'posso tomar dipirona antes do peeling?',
    'estou com febre',
  ])('%s', async (said) => {
    const answer = await answerTo(said);
    expect(textOf(answer)).toContain('não posso');
    expect(textOf(answer)).not.toMatch(/mancha|dipirona|febre|peeling/i);
  });
});

describe('takes what is tapped', () => {
  it('finds an offered title by its number', async () => {
    expect(textOf(await talk(['oi', '5']))).toContain('Nosso horário');
  });

  it.each(['service:holter', 'when:2020-01-01:morning', 'page:toString:9', '__proto__', ':::'])(
    'offers the menu for a stale or unknown id %s',
    async (id) => {
      const answer = await talk(['oi', tapping(id, 'Holter')]);
      expect(choicesOf(answer.replies).map((choice) => choice.id)).toContain('human');
    },
  );

  it('knows the id that menus of a former version carry', async () => {
    const [now, before] = ['topic:professionals', 'topic:practitioners'].map((id) =>
      answerTo(tapping(id, 'Equipe')),
    );
    expect(textOf(await before!)).toBe(textOf(await now!));
  });

  it('reads the title when the id means nothing', async () => {
    expect(textOf(await answerTo(tapping('old-7', 'Valores')))).toContain('R$ 380,00');
  });

  it('passes the button of another system’s template to people', async () => {
    const answer = await answerTo({
      type: 'button',
      text: 'Falar com atendente',
      choice: { id: 'x', title: 'Falar com atendente' },
    });
    expect(answer.handover?.reason).toBe('booking-request');
  });

  it('pages long lists', async () => {
    const consultas = Array.from({ length: 25 }, (_, index) => ({
      id: `s${index}`,
      nome: `Serviço número ${index}`,
    }));
    const context = contextOf({ servicos: { consultas } });
    const first = choicesOf((await answerTo(tapping('topic:services'), { context })).replies);
    const second = choicesOf((await answerTo(tapping(first.at(-1)!.id), { context })).replies);
    expect(first).toHaveLength(10);
    expect(second[0]?.id).toBe('service:s9');
  });
});
