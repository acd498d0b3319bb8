import { describe, expect, it } from 'vitest';
import { local } from '../booking-talk.ts';
import { held, talkOf } from './free-times.ts';

describe('the yes', () => {
  it.each([
    'sim',
    'Confirmo',
    'pode confirmar',
    'ok',
    'sim, pode marcar',
    'isso mesmo',
    '👍',
    'Sim, obrigada!',
    'quero',
    'sim, às 14:30',
  ])('is %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.requested).toHaveLength(1);
  });

  it.each([
    'quanto custa?',
    'sim, mas quanto custa?',
    'ok, e onde fica?',
    'sim mas pode ser mais tarde?',
    'quero outro horário',
    'não',
    'não sei',
    'espera um pouco',
    'pode me explicar como funciona?',
    '😊',
    'entendi',
    'blorg',
    'quero falar com uma pessoa',
    'estou com dor no peito',
  ])('is not %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.requested).toEqual([]);
    expect(talk.last.replies.length).toBeGreaterThan(0);
  });

  it('is not a tap that is taken back in the same breath', async () => {
    const talk = await held();
    await talk.tap('Confirmar', 'não, espera');
    expect(talk.requested).toEqual([]);
    expect(talk.text).toContain('Confirma?');
  });

  it('said twice books once', async () => {
    const talk = await held();
    await talk.tap('Confirmar');
    await talk.tap('Confirmar');
    expect(talk.text).toContain('Ainda estou registrando');
    talk.calendarConfirms();
    await talk.tap('Confirmar');
    expect(talk.text).toContain('já está marcado');
    expect(talk.appointments).toHaveLength(1);
  });

  it('answers what was asked beside it, too', async () => {
    const talk = await held();
    await talk.tap('Confirmar', 'onde fica?');
    expect(talk.requested).toHaveLength(1);
    expect(talk.text).toMatch(/Paineiras[\s\S]*Estou registrando/);
  });
});

describe('questions in between', () => {
  it('keep the hold and the question', async () => {
    const talk = await held();
    await talk.say('quanto custa?');
    expect(talk.text).toMatch(
      /R\$ 380,00[\s\S]*Sobre o horário na quarta-feira \(02\/12\) às 14:30: confirma\?/,
    );
    expect(talk.titles).toContain('Confirmar');
    await talk.say('e onde fica?');
    await talk.say('sim');
    expect(talk.requested).toHaveLength(1);
  });

  it('keep the list of times', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    await talk.say('aceitam Saúde Aurora?');
    expect(talk.text).toMatch(/Saúde Aurora[\s\S]*continuam livres: \*qua 02\/12 às/);
    await talk.say('15h');
    expect(talk.holds).toHaveLength(1);
  });

  it('an emergency goes before everything, and a person is always within reach', async () => {
    const danger = await held();
    await danger.tap('Confirmar', 'estou com falta de ar');
    expect(danger.text).toContain('192');
    expect(danger.requested).toEqual([]);
    const human = await held();
    await human.say('quero falar com um atendente');
    expect(human.last.handover?.reason).toBe('asked-for-human');
  });
});

describe('a change of mind', () => {
  it.each(['não', 'cancela', 'deixa pra lá'])('lets the time go: %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.holds).toEqual([]);
    expect(talk.text).toContain('não marquei nada');
  });

  it('holds one time after another, never two', async () => {
    const talk = await held();
    await talk.tap('Outro horário');
    expect(talk.holds).toEqual([]);
    expect(talk.titles).toContain('qua 02/12 às 15:00');
    await talk.tap('qua 02/12 às 15:00');
    await talk.tapId(talk.idOf('qua 02/12 às 13:00')!);
    await talk.say('tem mais cedo?');
    await talk.tapId(talk.idOf('qui 26/11 às 08:00')!);
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-26 08:00') } }]);
  });

  it('turns to another service in the middle', async () => {
    const talk = await held();
    await talk.say('na verdade quero marcar limpeza de pele');
    expect(talk.text).toContain('Limpeza de pele');
    await talk.say('sim');
    expect(talk.requested).toEqual([]);
  });

  it('leaves the choice of times', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    await talk.say('cancela');
    expect(talk.dialogue.request).toBeUndefined();
    expect(talk.text).toContain('deixei o pedido de lado');
  });
});
