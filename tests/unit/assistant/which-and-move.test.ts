import { describe, expect, it } from 'vitest';
import { anAppointment, bookingTalk } from './booking-talk.ts';

/** It is Tuesday 24 November, 11:00. */
const free = ['08:00', '09:00', '10:00', '14:00'].flatMap((time) =>
  ['2026-11-26', '2026-11-27', '2026-12-01'].map((day) => ({ at: `${day} ${time}` })),
);

/** A patient who has two: Thursday 26 November, 10:00, and Wednesday 2 December, 14:00. */
function withTwo() {
  const talk = bookingTalk({ free });
  talk.add(anAppointment(1, '2026-11-26 10:00'));
  talk.add(anAppointment(2, '2026-12-02 14:00'));
  return talk;
}

describe('"qual horário você quer cancelar?"', () => {
  it.each([
    ['a de quinta', '26/11'],
    ['é a de quinta feira', '26/11'],
    ['a primeira', '26/11'],
    ['a de cima', '26/11'],
    ['a das 10', '26/11'],
    ['a da tarde', '02/12'],
    ['a última', '02/12'],
    ['a segunda', '02/12'],
    ['a do dia 2', '02/12'],
    ['quarta', '02/12'],
    ['2', '02/12'],
  ])('is answered by: %s', async (said, day) => {
    const talk = withTwo();
    await talk.say('quero cancelar');
    expect(talk.text).toContain('Qual horário');
    await talk.say(said);
    expect(talk.text).toContain('quer mesmo cancelar');
    expect(talk.text).toContain(day);
  });

  it.each(['sim', 'ok', 'quero cancelar', 'a da dra Lara'])('is asked again after: %s', async (said) => {
    const talk = withTwo();
    await talk.say('quero cancelar');
    await talk.say(said);
    expect(talk.text).toContain('Qual horário');
    await talk.say('a de quinta');
    expect(talk.text).toContain('quer mesmo cancelar');
  });

  it('is not answered with an hour by "as duas"', async () => {
    const talk = withTwo();
    await talk.say('quero cancelar');
    await talk.say('as duas');
    expect(talk.text).not.toContain('quer mesmo cancelar');
  });

  it('can be left', async () => {
    const talk = withTwo();
    await talk.say('quero cancelar');
    await talk.say('deixa pra lá');
    expect(talk.dialogue.request).toBeUndefined();
    expect(talk.appointments.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  });

  it('keeps in mind where a move is to go', async () => {
    for (const said of ['a primeira', 'qui 26/11 às 10:00']) {
      const talk = withTwo();
      await talk.say('quero remarcar para sexta às 9h');
      if (said === 'a primeira') await talk.say(said);
      else await talk.tap(said);
      expect(talk.text).toMatch(/27\/11, às 09:00[\s\S]*Confirma a troca/);
    }
  });
});

describe('a move', () => {
  const withOne = () => {
    const talk = bookingTalk({ free });
    talk.add(anAppointment(1, '2026-11-26 10:00'));
    return talk;
  };

  it('to the time it has already is no move', async () => {
    const talk = withOne();
    await talk.say('quero remarcar para quinta às 10h');
    expect(talk.holds).toEqual([]);
    expect(talk.text).toContain('Esse já é o seu horário');
    await talk.say('sexta às 9h');
    expect(talk.text).toContain('Confirma a troca');
  });

  it('that is given up says that the old time stands', async () => {
    const talk = withOne();
    await talk.say('quero remarcar para sexta às 9h');
    await talk.say('não, deixa');
    expect(talk.holds).toEqual([]);
    expect(talk.text).toMatch(/não mudei nada[\s\S]*26\/11, às 10:00, continua valendo/);
  });

  it.each([
    'dá pra mudar pra sexta de manhã?',
    'pode trocar para sexta cedo',
    'muda pra sexta de manhã por favor',
  ])('takes the day along: %s', async (said) => {
    const own = withOne();
    await own.say(said);
    expect(own.titles).toContain('sex 27/11 às 08:00');
    const flow = bookingTalk({ free });
    await flow.say('quero marcar consulta dermatológica quinta');
    await flow.say(said);
    expect(flow.titles).toContain('sex 27/11 às 08:00');
    expect(flow.titles).not.toContain('sex 27/11 às 14:00');
  });
});

describe('"sim" to times that were shown', () => {
  it('asks for one of them', async () => {
    const talk = bookingTalk({ free });
    await talk.say('quero marcar consulta dermatológica quinta');
    await talk.say('sim');
    expect(talk.text).toContain('Qual prefere?');
    expect(talk.titles.length).toBeGreaterThan(0);
  });

  it('takes it where there is but one', async () => {
    const talk = bookingTalk({ free: [{ at: '2026-11-26 10:00' }] });
    await talk.say('quero marcar consulta dermatológica quinta de manhã');
    expect(talk.holds).toEqual([]);
    await talk.say('sim');
    expect(talk.holds).toHaveLength(1);
    expect(talk.text).toContain('Confirma?');
  });
});
