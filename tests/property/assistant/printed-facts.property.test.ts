import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localTime, plusDays, weekdayOf, type LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { flatText } from '../../../src/domain/language/literals/flat-text.ts';
import { literalsIn } from '../../../src/domain/language/literals/literals-in.ts';
import {
  atClock,
  clock,
  dayMonth,
  dayPhrase,
  duration,
  intervalsPhrase,
  money,
  openingPhrase,
} from '../../../src/domain/language/phrasing.ts';
import { hourMinute, slotPhrase, slotTitle } from '../../../src/domain/patient-messages/slot-phrases.ts';

const read = (text: string) =>
  literalsIn(flatText(text).flat).map((literal) => {
    const { kind } = literal;
    if (kind === 'money') return [kind, literal.cents];
    if (kind === 'clock' || kind === 'duration') return [kind, literal.minutes];
    if (kind === 'date') return [kind, literal.day, literal.month];
    if (kind === 'weekday') return [kind, ...literal.days];
    return kind === 'relative-day' ? ['ahead', literal.ahead] : [kind];
  });

const anyMinute = fc.integer({ min: 0, max: 1_439 });
const anyDate = fc.integer({ min: 0, max: 4_000 }).map((days) => plusDays('2024-01-01' as LocalDate, days));
const anyStart = fc.date({ min: new Date('2024-01-01'), max: new Date('2034-01-01'), noInvalidDate: true });
const dateOf = (date: LocalDate) => ['date', Number(date.slice(8)), Number(date.slice(5, 7))];

it('reads every amount of money that is printed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (cents) => {
      expect(read(`Valor: ${money(cents)}.`)).toEqual([['money', cents]]);
    }),
  );
});

it('reads every hour that is printed', () => {
  fc.assert(
    fc.property(anyMinute, (minutes) => {
      for (const printed of [clock(minutes), atClock(minutes), `às ${hourMinute(minutes)}`])
        expect(read(`Abrimos ${printed}.`)).toEqual([['clock', minutes]]);
    }),
  );
});

it('reads every duration that is printed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), (minutes) => {
      const [[, value] = []] = read(`Dura ${duration(minutes)}.`);
      expect(value).toBe(minutes);
    }),
    { examples: [[1_441], [1_499]] },
  );
});

it.each(['24h00', '24hs00', '24 h 00', '24 horas e 00', '24:00', '24h'])(
  'reads %s as the end of a day',
  (end) => {
    expect(read(`Fechamos às ${end}.`)).toEqual([['clock', 0]]);
    expect(read(`Fechamos às ${end} 15/12.`)[0]).toEqual(['clock', 0]);
  },
);

it.each(['24h30', '24 horas e 30 minutos', '24 h 30 min'])('reads %s as how long something takes', (long) => {
  expect(read(`Dura ${long}.`)).toEqual([['duration', 1_470]]);
});

it('reads every day that is printed', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (today, ahead) => {
      const day = plusDays(today, ahead);
      expect(read(dayMonth(day))).toEqual([dateOf(day)]);
      const weekday = ['weekday', weekdayOf(day)];
      const expected =
        ahead === 0 ? [['ahead', 0]] : ahead === 1 ? [['ahead', 1], weekday] : [weekday, dateOf(day)];
      expect(read(dayPhrase(day, today))).toEqual(expected);
    }),
  );
});

it('reads when the clinic opens, and all its intervals', () => {
  fc.assert(
    fc.property(anyDate, anyMinute, anyMinute, (date, opens, length) => {
      expect(read(openingPhrase({ date, minutes: opens }, date))).toEqual([
        ['ahead', 0],
        ['clock', opens],
      ]);
      fc.pre(length > 0);
      expect(read(intervalsPhrase([{ opens, closes: opens + length }]))).toEqual([
        ['clock', opens],
        ['clock', (opens + length) % 1_440],
      ]);
    }),
  );
});

it('reads every time of an appointment', () => {
  fc.assert(
    fc.property(anyStart, (start) => {
      const { date, minutes } = localTime('America/Sao_Paulo', start);
      const expected = [['weekday', weekdayOf(date)], dateOf(date), ['clock', minutes]];
      expect(read(slotPhrase(start, 'America/Sao_Paulo'))).toEqual(expected);
      expect(read(slotTitle(start, 'America/Sao_Paulo'))).toEqual(expected);
    }),
  );
});
