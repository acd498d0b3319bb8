import { describe, expect, it } from 'vitest';
import { normalised } from '../../../src/domain/language/normalise-text.ts';
import { wantedTimeIn } from '../../../src/adapters/guided/understanding/wanted-time.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';

/** Said on Wednesday 2 December. */
const heard = (said: string) => wantedTimeIn(normalised(said), '2026-12-02' as LocalDate);

describe('days', () => {
  it.each([
    ['quarta que vem', '2026-12-09'],
    ['próxima quarta às 10h', '2026-12-09'],
    ['quinta não, sexta', '2026-12-04'],
    ['na quinta não posso, pode ser sexta?', '2026-12-04'],
    ['não dá pra mim na quinta, só na sexta', '2026-12-04'],
    ['sesta feira', '2026-12-04'],
    ['kinta', '2026-12-03'],
    ['quinta não tem?', '2026-12-03'],
    ['quarta', '2026-12-02'],
  ])('%s', (said, day) => {
    expect(heard(said)?.day).toBe(day);
  });

  it.each([
    ['não posso na quinta', { day: '2026-12-03' }],
    ['qualquer dia menos sexta', { day: '2026-12-04' }],
    ['não posso de manhã', { period: 'morning' }],
    ['de manhã não consigo', { period: 'morning' }],
    ['não quero à noite', { period: 'evening' }],
  ])('that do not suit: %s', (said, except) => {
    expect(heard(said)).toMatchObject({ except });
    expect(heard(said)?.day).toBeUndefined();
  });

  it('"agora quero marcar" is not today', () => {
    expect(heard('agora quero marcar')).toBeUndefined();
  });
});

describe('times', () => {
  it.each([
    ['às 10 e meia', 630],
    ['dez e meia', 630],
    ['as nove e meia da manha', 570],
    ['quinta às duas', 840],
    ['duas e meia da tarde', 870],
    ['às oito', 480],
    ['8 horas e 30', 510],
    ['nove e quinze', 555],
    ['meio-dia e meia', 750],
    ['meio dia', 720],
    ['às duas', 840],
    ['pode ser às duas?', 840],
    ['quero marcar às três', 900],
    ['15 pras 10', 585],
    ['quinze para as dez', 585],
    ['quinta, às 10 pras 9', 530],
    ['dez pras três da tarde', 890],
    ['vinte e cinco pras 11', 635],
    ['quinze pro meio-dia', 705],
    ['quinze pra uma', 765],
    ['5 minutos p/ as 8', 475],
  ])('%s', (said, minutes) => {
    expect(heard(said)?.minutes).toBe(minutes);
  });

  it.each(['quero cancelar as duas', 'quero as duas', 'remarcar as duas', 'as duas consultas'])(
    'that are none, but both: %s',
    (said) => {
      expect(heard(said)?.minutes).toBeUndefined();
    },
  );

  it.each([
    ['dia 15 para as 10', { day: '2026-12-15', minutes: 600 }],
    ['dia 15/12 para as 10', { day: '2026-12-15', minutes: 600 }],
    ['dia 5/12 para as 9', { day: '2026-12-05', minutes: 540 }],
  ])('that are not before the hour, because the number is of a day: %s', (said, wanted) => {
    expect(heard(said)).toMatchObject(wanted);
  });

  it('the end of the afternoon reaches into the evening', () => {
    expect(heard('fim da tarde')).toMatchObject({ minutes: 960, clock: 'after' });
  });

  it.each([
    ['o primeiro horário da tarde', 'afternoon'],
    ['o mais cedo possível', 'any'],
    ['qualquer dia de manhã', 'morning'],
    ['de manhã ou de tarde', 'any'],
  ])('%s', (said, period) => {
    expect(heard(said)?.period).toBe(period);
  });
});
