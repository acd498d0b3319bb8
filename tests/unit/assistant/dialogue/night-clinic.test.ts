import { describe, expect, it } from 'vitest';
import { demoClinic } from '../../../../src/bootstrap/local/demo-clinic.ts';
import { contextOf } from '../talk.ts';
import { bookingTalk, type FreeTime } from '../booking-talk.ts';

/** Open through the night: what is said of one and two o'clock is meant as it is written. */
const nights: readonly FreeTime[] = ['26 22:00', '27 01:00', '27 02:30', '27 13:00', '27 14:30'].map(
  (time) => ({
    at: `2026-11-${time}`,
  }),
);
const always = { abre: '00:00', fecha: '24:00' };
const { clinica } = demoClinic.contextualization;
const context = contextOf({
  ...demoClinic.contextualization,
  clinica: { ...clinica, horario_funcionamento: { 'segunda a domingo': always } },
});
const talkOf = (free = nights) => bookingTalk({ free, context });

describe('a time of the night that a patient names', () => {
  it.each([
    ['sexta às 01:00', 'sexta-feira, 27/11, à 01:00'],
    ['sexta às 02:30', 'sexta-feira, 27/11, às 02:30'],
    ['dia 27 às 02:30', 'sexta-feira, 27/11, às 02:30'],
    ['sexta às 01h', 'sexta-feira, 27/11, à 01:00'],
    ['sexta às 14:30', 'sexta-feira, 27/11, às 14:30'],
  ])('is held as it was said: %s', async (said, time) => {
    const talk = talkOf();
    await talk.say(`quero marcar consulta dermatológica ${said}`);
    expect(talk.text).toContain(time);
    expect(talk.holds).toHaveLength(1);
  });
});

describe('what a patient says of the time before the service', () => {
  it.each([
    ['só depois do dia 26, quero marcar uma consulta', 'sex 27/11 à 01:00', 'qui 26/11 às 22:00'],
    ['quero marcar de tarde', 'sex 27/11 às 13:00', 'qui 26/11 às 22:00'],
    ['quero marcar uma consulta à noite', 'qui 26/11 às 22:00', 'sex 27/11 às 13:00'],
  ])('is kept until the booking ends: %s', async (said, title, not) => {
    const talk = talkOf();
    await talk.say(said);
    await talk.say('consulta dermatológica');
    expect(talk.titles).toContain(title);
    expect(talk.titles).not.toContain(not);
    await talk.tap(title);
    expect(talk.holds).toHaveLength(1);
  });

  it('"de manhã" is kept, too, and its times alone are offered', async () => {
    const talk = talkOf([...nights, { at: '2026-11-27 08:00' }]);
    await talk.say('quero marcar de manhã');
    await talk.say('consulta dermatológica');
    expect(talk.titles).toContain('sex 27/11 às 08:00');
    expect(talk.titles.filter((title) => /13:00|22:00/.test(title))).toEqual([]);
  });

  it('"na outra semana" begins on its Monday, whatever is free before', async () => {
    const talk = talkOf([...nights, { at: '2026-11-30 08:00' }, { at: '2026-12-02 08:00' }]);
    await talk.say('quero marcar na outra semana');
    await talk.say('consulta dermatológica');
    expect(talk.titles).toContain('seg 30/11 às 08:00');
    expect(talk.titles.filter((title) => /2[67]\/11/.test(title))).toEqual([]);
  });
});
