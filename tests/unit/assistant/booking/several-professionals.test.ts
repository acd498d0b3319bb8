import { describe, expect, it } from 'vitest';
import { bookingTalk } from '../booking-talk.ts';
import { contextOf } from '../talk.ts';

describe('several professionals', () => {
  const people = [
    { id: 'lara', nome: 'Dra. Lara' },
    { id: 'rui', nome: 'Dr. Rui' },
    { id: 'nina', nome: 'Dra. Nina', aceita_novos_pacientes: false },
  ];
  const context = (ids: readonly string[]) =>
    contextOf({
      servicos: { consultas: [{ id: 'pele', nome: 'Consulta de pele', profissionais_ids: ids }] },
      profissionais: people,
    });
  const times = [
    { at: '2026-12-01 09:00', professionalId: 'rui' },
    { at: '2026-12-01 10:00', professionalId: 'rui' },
    { at: '2026-12-01 11:00', professionalId: 'nina' },
    { at: '2026-12-02 09:00', professionalId: 'lara' },
  ];
  const talkWith = (...ids: string[]) =>
    bookingTalk({
      context: context(ids),
      free: times.filter(({ professionalId }) => ids.includes(professionalId)),
    });

  it('are chosen from, with what they have', async () => {
    const talk = talkWith('lara', 'rui', 'nina');
    await talk.say('quero marcar consulta de pele');
    expect(talk.titles).toEqual(['Dr. Rui', 'Dra. Nina', 'Dra. Lara', 'Tanto faz']);
    await talk.tap('Dra. Lara');
    await talk.tap('Próximos horários');
    expect(talk.titles).toEqual(['qua 02/12 às 09:00', 'Outro dia']);
  });

  it.each(['Tanto faz', 'tanto faz', 'qualquer um'])('need not be chosen: %s', async (said) => {
    const talk = talkWith('lara', 'rui', 'nina');
    await talk.say('quero marcar consulta de pele');
    await talk.say(said);
    await talk.say('o quanto antes');
    expect(talk.titles).toEqual([
      'ter 01/12 às 09:00',
      'ter 01/12 às 10:00',
      'qua 02/12 às 09:00',
      'Outro dia',
    ]);
    await talk.tap('qua 02/12 às 09:00');
    expect(talk.text).toContain('Dra. Lara');
  });

  it('who take no new patients are for those they treat', async () => {
    const talk = talkWith('nina');
    await talk.say('quero marcar consulta de pele dia 1 às 11h');
    expect(talk.text).toContain('só para quem já é paciente');
    expect(talk.holds).toEqual([]);
    await talk.tap('Sim, já sou');
    expect(talk.text).toContain('Confirma?');
  });

  it.each([['Não, 1ª vez'], ['é a primeira vez'], ['não']])('and for nobody else: %s', async (said) => {
    const talk = talkWith('nina');
    await talk.say('quero marcar consulta de pele');
    if (said.startsWith('Não,')) await talk.tap(said);
    else await talk.say(said);
    expect(talk.text).toContain('não está recebendo novos pacientes');
    await talk.tapId('slot:pele:nina:20261201T1400Z');
    expect(talk.holds).toEqual([]);
  });

  it('others are offered to somebody new', async () => {
    const talk = talkWith('nina', 'rui');
    await talk.say('quero marcar consulta de pele com a dra nina');
    await talk.tap('Não, 1ª vez');
    expect(talk.titles).toContain('ter 01/12 às 09:00');
    expect(talk.titles).not.toContain('ter 01/12 às 11:00');
  });

  it('who have no time are said so', async () => {
    const talk = bookingTalk({
      context: context(['lara', 'rui']),
      free: times.filter(({ professionalId }) => professionalId === 'rui'),
    });
    await talk.say('quero marcar consulta de pele com a dra lara');
    expect(talk.text).toContain('Não encontrei horário livre com Dra. Lara');
    expect(talk.titles[0]).toBe('ter 01/12 às 09:00');
  });
});
