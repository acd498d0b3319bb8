import * as fc from 'fast-check';
import type { ClosedRange } from '../../../src/domain/clinic/hours/closed-range.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import type { AnyClinic, OwnRules } from './a-clinic.ts';
import { midnight } from './brute-force.ts';
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
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** Of most things most people say nothing. */
const ownRules: fc.Arbitrary<OwnRules> = fc.record({
  step: rarely(oneOf(10, 25, 60)),
  before: rarely(oneOf(0, 10)),
  after: rarely(oneOf(0, 20)),
  notice: rarely(oneOf(0, 300, 900, 1_500)),
  horizon: rarely(oneOf(1, 2, 5)),
  day: rarely(oneOf(1, 2)),
  week: rarely(oneOf(1, 3)),
});
/** Days ahead, and of an absence perhaps some hours of one day. */
const away = fc.record({
  first: fc.integer({ min: -1, max: 3 }),
  days: fc.nat(2),
  hours: fc.option(
    fc.tuple(fc.integer({ min: 24, max: 60 }), fc.integer({ min: 1, max: 24 })).map(([from, length]) => ({
      from: from * 15,
      until: (from + length) * 15,
    })),
    { nil: undefined },
  ),
});
export const nothingOwn: OwnRules = {
  ...{ step: undefined, before: undefined, after: undefined, notice: undefined, horizon: undefined },
  ...{ day: undefined, week: undefined },
};
const professional = (id: string) =>
  fc.record({
    id: fc.constant(id),
    isOff: oneOf(false, false, false, true),
    ...{ week, minutes, rules: ownRules },
    absences: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Away[]>([]) },
      { weight: 1, arbitrary: fc.array(away, { minLength: 1, maxLength: 2 }) },
    ),
  });

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
    serviceId: oneOf('visit', 'visit', 'other'),
    professionalId: oneOf('lia', 'otto', undefined),
    roomId: oneOf('r1', 'r2', 'r1', undefined),
    from: fc.oneof(fc.integer({ min: 30, max: 76 }), fc.integer({ min: -10, max: 250 })),
    quarters: fc.integer({ min: 1, max: 6 }),
    buffers,
    state: oneOf('held', 'confirmed', 'confirmed', 'confirmed', 'cancelled', 'failed'),
    // somebody wrote an event upon it
    isOverlaid: fc.boolean(),
  }),
  { maxLength: 6 },
);

const limits = { day: maybe(oneOf(1, 2, 3)), week: maybe(oneOf(1, 2, 4)) };

export const anyClinic: fc.Arbitrary<AnyClinic> = fc
  .record({
    at: oneOf(...quietWeeks, ...weeksOfChange),
    now: fc.integer({ min: -1_000, max: 0 }),
    week: fc.option(weekOf(mostlyOpen), { nil: undefined, freq: 8 }),
    holidays: fc.array(fc.tuple(fc.nat(4), fc.boolean(), fc.array(interval, { maxLength: 1 })), {
      maxLength: 1,
    }),
    closures: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Away[]>([]) },
      { weight: 1, arbitrary: fc.array(away, { minLength: 1, maxLength: 1 }) },
    ),
    publicHolidays: maybe(fc.record({ state: maybe(oneOf('SP', 'RJ')), optional: fc.boolean() })),
    stepMinutes: maybe(oneOf(10, 15, 30, 45)),
    professionals: oneOf(0, 1, 2, 2, 2, 2).chain((count) =>
      fc.tuple(...['lia', 'otto'].slice(0, count).map(professional)),
    ),
    service: fc.record({
      names: oneOf<string[]>([], [], ['lia'], ['lia', 'otto'], ['otto', 'ghost'], ['lia', 'otto'], ['ghost']),
      minutes,
      rules: ownRules,
      each: fc.record({ day: rarely(oneOf(1, 2)), week: rarely(oneOf(1, 2)) }),
    }),
    buffers,
    noticeMinutes: oneOf(0, 30, 120, 600),
    horizonDays: oneOf(2, 3, 14),
    limits: fc.record({ ...limits, each: fc.record(limits) }),
    rooms: oneOf<string[]>([], [], [], ['r1'], ['r1', 'r2']),
    calendars,
    visits,
    professionalId: oneOf(...Array<undefined>(8).fill(undefined), 'lia', 'otto'),
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
    const range = ({ first, days, hours }: Away): ClosedRange =>
      hours === undefined
        ? { first: dayOf(first), last: dayOf(first + days) }
        : { first: dayOf(first), last: dayOf(first), ...hours };
    const calendarOf = (n: number) => made.calendars[n % made.calendars.length]!.calendarId;
    const upon = (calendarId: string) =>
      made.visits
        .filter(({ calendar, isOverlaid }) => isOverlaid && calendarOf(calendar) === calendarId)
        .map(({ from }) => ({ ...slot([from * 15, 10]), isTransparent: false }));
    return {
      ...made,
      timeZone,
      now: plusMinutes(start, made.now),
      closures: made.closures.map(({ first, days }) => range({ first, days, hours: undefined })),
      professionals: made.professionals.map((person) => ({
        ...person,
        absences: person.absences.map(range),
      })),
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
      // whoever treats nobody has no room to treat them in
      rooms: made.professionals.length === 0 ? [] : made.rooms,
      visits: made.visits.map(({ calendar, from, quarters, ...visit }) => ({
        ...visit,
        calendarId: calendarOf(calendar),
        slot: slot([from * 15, quarters * 15]),
      })),
      asked: {
        professionalId: made.professionalId,
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

type Away = typeof away extends fc.Arbitrary<infer Each> ? Each : never;
