import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { localTime } from '../../../src/domain/clinic/local-time.ts';
import type { OpenInterval } from '../../../src/domain/clinic/hours/open-interval.ts';
import { isClear, makeFreeSlots } from '../../../src/domain/scheduling/availability.ts';
import { bookableWindow, windowOf } from '../../../src/domain/scheduling/booking-window.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';

const at = (hour: number, minute = 0) => hour * 60 + minute;
const everyDay = (...intervals: OpenInterval[]) => Array.from({ length: 7 }, () => intervals);
const open = (opens: number, closes: number): OpenInterval => ({ opens, closes });

type Wish = {
  readonly zone?: string;
  readonly day?: string;
  readonly hours?: readonly OpenInterval[];
  readonly closed?: readonly string[];
  readonly own?: readonly OpenInterval[];
  readonly busy?: readonly TimeSlot[];
  readonly minutes?: number;
  readonly before?: number;
  readonly after?: number;
};

/** The starts of the free slots of one day, as the clocks of the zone show them. */
function starts({
  zone = 'America/Sao_Paulo',
  day = '2026-12-01',
  hours = [open(at(8), at(12))],
  closed = [],
  own,
  busy = [],
  minutes = 60,
  before = 0,
  after = 0,
}: Wish) {
  const opening = {
    week: everyDay(...hours),
    holidays: closed.map((date) => ({ date, intervals: [] })),
    notes: [],
  };
  const window = windowOf(zone, day as LocalDate, day as LocalDate);
  const agenda = {
    ...(own && { week: everyDay(...own) }),
    busy,
    visit: { durationMinutes: minutes, bufferMinutes: { before, after } },
  };
  return makeFreeSlots({ timeZone: zone, hours: opening }, window)
    .freeSlots(agenda)
    .map(({ start }) => shown(zone, start));
}

const shown = (zone: string, moment: Date) => {
  const { minutes } = localTime(zone, moment);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

/** In São Paulo, where it is three hours earlier than in UTC. */
const busy = (from: string, to: string): TimeSlot => ({
  start: new Date(`2026-12-01T${from}:00-03:00`),
  end: new Date(`2026-12-01T${to}:00-03:00`),
});

describe('free slots', () => {
  it('follow each other from the opening on, and the last one ends before the closing', () => {
    expect(starts({ hours: [open(at(8, 10), at(11))], minutes: 50 })).toEqual(['08:10', '09:00', '09:50']);
  });

  it('start anew after a break', () => {
    expect(starts({ hours: [open(at(8), at(9, 30)), open(at(13), at(15))] })).toEqual([
      '08:00',
      '13:00',
      '14:00',
    ]);
  });

  it('leave room for the buffers between them', () => {
    expect(starts({ minutes: 30, before: 5, after: 10 })).toEqual([
      '08:00',
      '08:45',
      '09:30',
      '10:15',
      '11:00',
    ]);
  });

  it('keep the buffers clear of what is in the calendar', () => {
    expect(starts({ minutes: 30, after: 10, busy: [busy('09:55', '10:00')] })).toEqual([
      '08:00',
      '08:40',
      '10:00',
      '10:40',
      '11:20',
    ]);
  });

  it('may touch an event at both ends', () => {
    expect(starts({ busy: [busy('09:00', '10:00')] })).toEqual(['08:00', '10:00', '11:00']);
  });

  it('are only where the professional works too', () => {
    expect(starts({ own: [open(at(9, 30), at(20))] })).toEqual(['09:30', '10:30']);
  });

  it('are none on a holiday, also where it is one every year', () => {
    expect(starts({ closed: ['2026-12-01'] })).toEqual([]);
    expect(starts({ closed: ['12-01'] })).toEqual([]);
  });

  it('of a night belong to both days', () => {
    expect(starts({ hours: [open(at(22), at(26))] })).toEqual(['00:00', '01:00', '22:00', '23:00']);
  });

  it('go over midnight with somebody who is away on another day and has said no hours', () => {
    const hours = { week: everyDay(open(at(22), at(26))), holidays: [], notes: [] };
    const window = {
      start: new Date('2026-12-01T21:00:00-03:00'),
      end: new Date('2026-12-02T03:00:00-03:00'),
    };
    const { freeSlots } = makeFreeSlots({ timeZone: 'America/Sao_Paulo', hours }, window);
    const visit = { durationMinutes: 90, bufferMinutes: { before: 0, after: 0 } };
    const away = (day: string) => ({
      ...{ week: undefined, holidays: [] },
      closures: [{ first: day, last: day }],
    });
    const startsOf = (day: string) =>
      freeSlots({ busy: [], visit, attendances: [away(day)] }).map(({ start }) =>
        shown('America/Sao_Paulo', start),
      );
    expect(startsOf('2026-12-20')).toEqual(['22:00', '23:30']);
    // and is there only from midnight on when it is the day before
    expect(startsOf('2026-12-01')).toEqual(['00:00']);
  });

  it('are none when nobody has said when the clinic or the professional works', () => {
    const window = windowOf('America/Sao_Paulo', '2026-12-01' as LocalDate, '2026-12-01' as LocalDate);
    const unsaid = { timeZone: 'America/Sao_Paulo', hours: { week: undefined, holidays: [], notes: [] } };
    const visit = { durationMinutes: 60, bufferMinutes: { before: 0, after: 0 } };
    const { freeSlots } = makeFreeSlots(unsaid, window);
    expect(freeSlots({ busy: [], visit })).toEqual([]);
    expect(freeSlots({ busy: [], visit, week: everyDay(open(at(8), at(10))) })).toHaveLength(2);
  });

  it('skip the hour that the clocks skip', () => {
    // New York, 2026-03-08: 02:00 becomes 03:00
    const zone = 'America/New_York';
    const day = '2026-03-08';
    expect(starts({ zone, day, hours: [open(at(1), at(5))] })).toEqual(['01:00', '03:00', '04:00']);
    expect(starts({ zone, day, hours: [open(at(2, 30), at(5))] })).toEqual(['03:00', '04:00']);
    expect(starts({ zone, day, hours: [open(at(1), at(2, 30))] })).toEqual(['01:00']);
  });

  it('send nobody to a closed door when the clocks show an hour twice', () => {
    // New York, 2026-11-01: 02:00 becomes 01:00
    const zone = 'America/New_York';
    const day = '2026-11-01';
    expect(starts({ zone, day, hours: [open(at(0), at(3))] })).toEqual(['00:00', '01:00', '01:00', '02:00']);
    expect(starts({ zone, day, hours: [open(at(1, 30), at(3))] })).toEqual(['01:30']);
    expect(starts({ zone, day, hours: [open(at(0), at(1, 30))] })).toEqual(['00:00']);
  });
});

describe('a visit', () => {
  const visit = { bufferMinutes: { before: 10, after: 20 } };
  it.each([
    ['10:20', '11:00', true],
    ['10:19', '11:00', false],
    ['08:00', '08:50', true],
    ['08:00', '08:51', false],
  ])('from 09:00 to 10:00 with buffers beside an event from %s to %s: %s', (from, to, clear) => {
    expect(isClear(busy('09:00', '10:00'), visit, [busy(from, to)])).toBe(clear);
  });

  it('is not kept away by an event without length', () => {
    expect(isClear(busy('09:00', '10:00'), visit, [busy('09:30', '09:30')])).toBe(true);
  });
});

describe('what may be booked', () => {
  it('begins after the minimum notice and ends with the last day of the horizon', () => {
    const policy = {
      minimumNoticeMinutes: 90,
      horizonDays: 2,
      bufferMinutes: { before: 0, after: 0 },
      eventDetail: 'nothing',
      asksAboutDeletions: false,
    };
    expect(bookableWindow('America/Manaus', policy, new Date('2026-12-01T02:00:00Z'))).toEqual({
      start: new Date('2026-12-01T03:30:00Z'),
      // in Manaus it is still 30 November
      end: new Date('2026-12-03T04:00:00Z'),
    });
  });

  it('is asked for by days of the clinic or by instants', () => {
    const noon = new Date('2026-12-01T12:00:00Z');
    const day = '2026-12-01' as LocalDate;
    expect(windowOf('America/Rio_Branco', day, day)).toEqual({
      start: new Date('2026-12-01T05:00:00Z'),
      end: new Date('2026-12-02T05:00:00Z'),
    });
    expect(windowOf('America/Rio_Branco', noon, noon)).toEqual({ start: noon, end: noon });
    // clocks that skip midnight begin their day at one
    const skipped = '2018-11-04' as LocalDate;
    expect(windowOf('America/Sao_Paulo', skipped, skipped).start).toEqual(new Date('2018-11-04T03:00:00Z'));
  });
});
