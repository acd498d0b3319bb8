import { describe, expect, it } from 'vitest';
import { spokenWords } from '../../../src/domain/assistant/model/spoken-words.ts';
import { local, spokenFacts } from '../../support/assistant/spoken.ts';

const times = [
  { serviceId: 'consulta-dermato', start: local('2026-11-26 08:30'), professionalId: 'lara' },
  { serviceId: 'consulta-dermato', start: local('2026-11-26 10:00'), professionalId: 'lara' },
];
const isSaid = (words: string, given: Parameters<typeof spokenFacts>[0] = {}) =>
  'words' in spokenWords(words, spokenFacts(given));

describe('what a model may say in its own words', () => {
  for (const words of [
    'Claro! Para qual atendimento você quer um horário?',
    'Que bom falar com você! Como posso ajudar?',
    'Não tenho certeza se entendi. Você quer marcar um horário ou saber algo sobre a clínica?',
    'Sinto muito por isso. Quer que eu chame alguém da equipe?',
    'Não tenho essa informação por aqui.',
    'Não tenho essa informação sobre o preparo do exame.',
    'Posso ajudar com a sua consulta.',
    'Me diga qual exame você quer marcar.',
    'Sou o assistente virtual da clínica.',
    'Por nada! Estou por aqui se precisar.',
    'Entendo a sua preocupação. Para quem seria a consulta?',
    'Não consegui entender o dia. Pode escrever de novo?',
    'A limpeza de pele custa R$ 280,00. Quer marcar?',
    'A Dra. Lara Monteiro atende às quartas das 13h às 19h.',
    'A Beatriz Sampaio é nutricionista.',
    'No Pix há 5% de desconto.',
    'Você pode remarcar até duas vezes, avisando com 24 horas de antecedência.',
    'Para a limpeza de pele: evite sol forte e ácidos nos três dias anteriores.',
    'Posso te ajudar a marcar, remarcar ou cancelar a sua consulta.',
    'Bom dia! Posso ajudar com horários e valores.',
    'Boa noite! Vamos marcar a sua consulta. Qual dia e período você prefere?',
    'Não sei dizer o horário do exame.',
    'Não tenho como saber o resultado do exame.',
    'Sinto muito pela situação com a sua consulta.',
    'Me diga o dia, manhã ou tarde, que você quer.',
    'Não abrimos aos domingos.',
    'A clínica está fechada aos domingos.',
  ])
    it(`may say: ${words}`, () => expect(isSaid(words)).toBe(true));

  it('may offer a time once the agenda was looked at', () => {
    expect(isSaid('Tenho quinta-feira, 26/11, às 08h30 ou às 10h com a Dra. Lara.', { times })).toBe(true);
    expect(isSaid('Temos vaga na quinta-feira, 26/11. Serve?', { times })).toBe(true);
  });
});

it('may promise to call people once it has handed over', () => {
  const acts = [{ act: 'handed-over', reason: 'asked-for-human' }] as const;
  expect(isSaid('Vou falar com a equipe agora.', { acts })).toBe(true);
});

describe('what stands nowhere, in whatever words', () => {
  for (const words of [
    'Temos vaga hoje.',
    'Temos vaga hoje, quer marcar?',
    'Hoje está lotado, não temos mais vagas.',
    'Não precisa de jejum.',
    'Para a limpeza de pele não evite sol forte.',
    'Evite sol forte e ácidos nos três dias anteriores.',
    'Suspenda a pílula.',
    'Você pode suspender a pílula antes da consulta.',
    'Gestantes podem fazer sem problema.',
    'O exame não dói nada.',
    'Não precisa de pedido médico.',
    'O seu plano cobre tudo.',
    'Ficamos do lado do metrô.',
    'Você sabia que não precisa marcar?',
    'Sim, com certeza!',
    'Aos domingos também dá.',
    'Pode remarcar quantas vezes quiser.',
    'Exame sem preparo.',
    'Nada de preparo antes do exame.',
    'Não precisando de preparo.',
    'Posso marcar o exame sem pedido.',
    'Consulta sem pagamento.',
    'Pode desmarcar a qualquer momento.',
    'Resultado na hora.',
    'Atendimento em domingo.',
    'Vou falar com a equipe agora.',
    'Qualquer convênio, sem preocupação.',
    'Todos os exames pelo plano.',
    'Resultado disponível de manhã.',
    'Pode cancelar sem aviso, depois da hora da consulta.',
    'Posso dizer que o exame não precisar de preparo.',
    'Não sei, mas resultado na hora.',
    'Exames aos sábados.',
    'Pode escolher o valor do exame.',
    'Equipe sempre disponível.',
    'Vou perguntar para a equipe e respondo.',
    'Vamos chamar alguém da equipe.',
    // what can be done, when, and on what terms
    'Posso cancelar a consulta a hora que quiser.',
    'Posso desmarcar o exame depois da hora.',
    'Podemos remarcar quando quiser.',
    'Consigo mudar o horário antes ou depois.',
    'Podemos marcar consulta manhã e noite.',
    'Posso agendar toda semana.',
    'Podemos marcar aos domingos.',
    'Posso alterar o valor da consulta.',
    'A limpeza de pele custa R$ 280,00 e pode cancelar quando quiser.',
    // what cannot
    'Não tenho como cancelar a consulta.',
    'Não consigo remarcar o exame.',
    'Não podemos marcar consulta.',
    'Não consegui marcar a consulta.',
    // who we are, and when we are there
    'Somos consultório e exames na hora.',
    'Sou da equipe e atendimento à noite.',
    'Somos a clínica disponível de manhã.',
    'Estamos aqui manhã, tarde e noite.',
    'Aos domingos, atendimento.',
    'Domingo também, consultas e exames.',
    'De manhã, consultas.',
    'Aos domingos.',
    'À noite também.',
    // without a verb, of anything
    'Sem pergunta alguma.',
    'Nada de espera.',
    'Sem detalhes, sem confusão.',
  ])
    it(`may not say: ${words}`, () => expect(isSaid(words)).toBe(false));
});
