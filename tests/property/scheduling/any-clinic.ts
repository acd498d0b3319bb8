import * as fc from 'fast-check';
import type { OpenInterval } from '../../../src/domain/clinic/opening-hours.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { localDay, midnight } from './brute-force.ts';
import {
  anyDay,
  eventOn,
  interval,
  plusDays,
  plusMinutes,
  quietWeeks,
  weekOf,
  weeksOfChange,
  zones,
} from './questions.ts';

/** A clinic with its people, calendars and book, and somebody who asks for free times. */
export type AnyClinic = {
  readonly timeZone: string;
  readonly now: Date;
  readonly week: Week | undefined;
  readonly holidays: readonly { readonly date: string; readonly intervals: readonly OpenInterval[] }[];
  readonly practitioners: readonly AnyPractitioner[];
  readonly service: { readonly names: readonly string[]; readonly minutes: number | undefined };
  readonly buffers: Buffers;
  readonly noticeMinutes: number;
  readonly horizonDays: number;
  readonly calendars: readonly AnyCalendar[];
  readonly visits: readonly AnyVisit[];
  readonly asked: {
    readonly practitionerId: string | undefined;
    /** Instants, or days from the first to the last. */
    readonly window: TimeSlot | readonly [string, string];
    /** A confirmed visit is to be moved, if there is one. */
    readonly moving: number | undefined;
    readonly fresh: boolean;
    readonly limit: number | undefined;
  };
};
export type Week = readonly (readonly OpenInterval[])[];
type Buffers = { readonly before: number; readonly after: number };
export type AnyPractitioner = {
  readonly id: string;
  readonly isOff: boolean;
  readonly week: Week | undefined;
  readonly minutes: number | undefined;
};
export type AnyCalendar = {
  readonly calendarId: string;
  /** `gone` is in nobody's document. */
  readonly owner: string | undefined;
  readonly use: 'bookable' | 'busy-only' | 'refused';
  readonly answer: 'known' | 'silent' | 'removed';
  readonly events: readonly (TimeSlot & { readonly isTransparent: boolean })[];
  readonly timeZone: string;
  /** From the first day to the one before the second. */
  readonly wholeDays: readonly (readonly [string, string])[];
};
/** Of our own book. */
export type AnyVisit = {
  readonly calendarId: string;
  readonly practitionerId: string | undefined;
  readonly slot: TimeSlot;
  readonly buffers: Buffers;
  readonly state: 'held' | 'confirmed' | 'cancelled' | 'failed';
};

const oneOf = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const buffers = fc.record({ before: oneOf(0, 0, 5, 17), after: oneOf(0, 0, 10, 45) });
const minutes = maybe(oneOf(15, 20, 30, 45, 50));
/** Open on most days: about a closed clinic there is little to say. */
const mostlyOpen = fc.oneof(
  { weight: 2, arbitrary: anyDay },
  {
    weight: 3,
    arbitrary: fc.constant([
      { opens: 480, closes: 720 },
      { opens: 780, closes: 1_140 },
    ]),
  },
);
const week = fc.option(weekOf(mostlyOpen), { nil: undefined, freq: 2 });
const practitioner = (id: string) =>
  fc.record({ id: fc.constant(id), isOff: oneOf(false, false, false, true), week, minutes });

const calendars = fc
  .array(
    fc.record({
      owner: oneOf('lia', 'lia', 'lia', 'otto', 'otto', 'otto', undefined, undefined, 'gone'),
      use: oneOf(...Array<'bookable'>(6).fill('bookable'), 'busy-only', 'refused'),
      answer: oneOf(...Array<'known'>(20).fill('known'), 'silent', 'removed'),
      timeZone: oneOf(...zones),
      timed: fc.array(fc.tuple(eventOn(15), oneOf(false, false, false, true)), { maxLength: 5 }),
      wholeDays: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.tuple(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 2 }))) },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((made) => made.map((calendar, n) => ({ ...calendar, calendarId: `c${n}@calendars.example` })));

const visits = fc.array(
  fc.record({
    calendar: fc.nat(3),
    practitionerId: oneOf('lia', 'otto', undefined),
    from: fc.oneof(fc.integer({ min: 30, max: 76 }), fc.integer({ min: -10, max: 250 })),
    quarters: fc.integer({ min: 1, max: 6 }),
    buffers,
    state: oneOf('held', 'confirmed', 'confirmed', 'confirmed', 'cancelled', 'failed'),
    // somebody wrote an event upon it
    isOverlaid: fc.boolean(),
  }),
  { maxLength: 6 },
);

export const anyClinic: fc.Arbitrary<AnyClinic> = fc
  .record({
    at: oneOf(...quietWeeks, ...weeksOfChange),
    now: fc.integer({ min: -1_000, max: 0 }),
    week: fc.option(weekOf(mostlyOpen), { nil: undefined, freq: 8 }),
    holidays: fc.array(fc.tuple(fc.nat(4), fc.boolean(), fc.array(interval, { maxLength: 1 })), {
      maxLength: 1,
    }),
    practitioners: oneOf(0, 1, 2, 2, 2, 2).chain((count) =>
      fc.tuple(...['lia', 'otto'].slice(0, count).map(practitioner)),
    ),
    service: fc.record({
      names: oneOf<string[]>([], [], ['lia'], ['lia', 'otto'], ['otto', 'ghost'], ['lia', 'otto'], ['ghost']),
      minutes,
    }),
    buffers,
    noticeMinutes: oneOf(0, 30, 120, 600),
    horizonDays: oneOf(2, 3, 14),
    calendars,
    visits,
    practitionerId: oneOf(...Array<undefined>(8).fill(undefined), 'lia', 'otto'),
    window: fc.tuple(fc.nat(1_440), fc.integer({ min: 0, max: 3_000 })),
    days: maybe(fc.tuple(fc.nat(2), fc.nat(1))),
    moving: maybe(fc.nat(5)),
    fresh: fc.boolean(),
    limit: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 4 }),
  })
  .map(({ at: [timeZone, firstDay], ...made }): AnyClinic => {
    const start = midnight(timeZone, firstDay);
    const slot = ([from, length]: readonly [number, number]): TimeSlot => ({
      start: plusMinutes(start, from),
      end: plusMinutes(start, from + length),
    });
    const dayOf = (ahead: number) => plusDays(firstDay, ahead);
    const calendarOf = (n: number) => made.calendars[n % made.calendars.length]!.calendarId;
    const upon = (calendarId: string) =>
      made.visits
        .filter(({ calendar, isOverlaid }) => isOverlaid && calendarOf(calendar) === calendarId)
        .map(({ from }) => ({ ...slot([from * 15, 10]), isTransparent: false }));
    return {
      ...made,
      timeZone,
      now: plusMinutes(start, made.now),
      // the clinic's form knows no holiday that ends after midnight
      holidays: made.holidays.map(([ahead, everyYear, intervals]) => ({
        date: dayOf(ahead).slice(everyYear ? 5 : 0),
        intervals: intervals.filter(({ closes }) => closes <= 1_440),
      })),
      calendars: made.calendars.map(({ timed, wholeDays, ...calendar }) => ({
        ...calendar,
        events: [
          ...timed.map(([span, isTransparent]) => ({ ...slot(span), isTransparent })),
          ...upon(calendar.calendarId),
        ],
        wholeDays: wholeDays.map(([from, count]) => [dayOf(from), dayOf(from + count)] as const),
      })),
      visits: made.visits.map(({ calendar, from, quarters, practitionerId, buffers, state }) => ({
        ...{ practitionerId, buffers, state },
        calendarId: calendarOf(calendar),
        slot: slot([from * 15, quarters * 15]),
      })),
      asked: {
        practitionerId: made.practitionerId,
        window:
          made.days === undefined
            ? slot(made.window)
            : ([dayOf(made.days[0]), dayOf(made.days[0] + made.days[1])] as const),
        moving: made.moving,
        fresh: made.fresh,
        limit: made.limit,
      },
    };
  });

const clock = (minute: number) =>
  `${Math.floor(minute / 60)
    .toString()
    .padStart(2, '0')}:${(minute % 60).toString().padStart(2, '0')}`;
const span = ({ opens, closes }: OpenInterval) => ({
  inicio: clock(opens),
  fim: clock(closes > 1_440 ? closes - 1_440 : closes),
});
const names = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];
const days = (written: Week) => Object.fromEntries(names.map((name, n) => [name, written[n]!.map(span)]));

/** As the clinic would have saved it. */
export const documentOf = ({ week, holidays, practitioners, service, buffers, ...clinic }: AnyClinic) => ({
  clinica: {
    horario_funcionamento: {
      ...(week && days(week)),
      feriados: holidays.map(({ date, intervals }) => ({
        data: date.length > 5 ? date : date.split('-').reverse().join('/'),
        ...(intervals[0] && span(intervals[0])),
      })),
    },
  },
  profissionais: practitioners.map(({ id, isOff, minutes, ...practitioner }) => ({
    id,
    nome_exibicao: id,
    ativo: !isOff,
    ...(minutes !== undefined && { tempo_consulta_padrao: minutes }),
    ...(practitioner.week && { horarios_disponibilidade: days(practitioner.week) }),
  })),
  servicos: {
    consultas: [
      {
        id: 'visit',
        nome: 'Consulta',
        profissionais_ids: service.names,
        ...(service.minutes !== undefined && { duracao_minutos: service.minutes }),
      },
    ],
  },
  politicas: {
    agendamento: {
      antecedencia_minima: clinic.noticeMinutes === 0 ? 0 : `${clinic.noticeMinutes} minutos`,
      antecedencia_maxima: `${clinic.horizonDays} dias`,
      buffer: { antes: buffers.before, depois: buffers.after },
    },
  },
});

/** What is asked for, as far as the notice and the horizon let it be booked. */
export function bookable({ timeZone, now, noticeMinutes, horizonDays, asked }: AnyClinic): TimeSlot {
  const { window } = asked;
  const { start, end } =
    'start' in window
      ? window
      : { start: midnight(timeZone, window[0]), end: midnight(timeZone, plusDays(window[1], 1)) };
  const first = plusMinutes(now, noticeMinutes);
  const last = midnight(timeZone, plusDays(localDay(timeZone, now), horizonDays + 1));
  return { start: start > first ? start : first, end: end < last ? end : last };
}
