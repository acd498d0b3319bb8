import { localTime, plusDays, type LocalDate } from '../../src/domain/clinic/local-time.ts';
import { clinicId } from '../../src/domain/clinic/clinic.ts';
import type { Hours, OpeningHours } from '../../src/domain/clinic/opening-hours.ts';
import { appointmentId, type Appointment } from '../../src/domain/scheduling/appointment.ts';
import { makeFullPeriods } from '../../src/domain/scheduling/visit-limits.ts';
import { makeFreeSlots, type WorkingAgenda } from '../../src/domain/scheduling/availability.ts';
import { windowOf } from '../../src/domain/scheduling/booking-window.ts';
import { overlaps, type TimeSlot } from '../../src/domain/scheduling/time-slot.ts';

const calendars = 10;
const days = 30;
const eventsADay = 10;
const timeZone = 'America/Sao_Paulo';
const firstDay = '2026-11-02' as LocalDate;
const minuteMs = 60_000;
const limitMs = 1;

const shift = [
  { opens: 480, closes: 720 },
  { opens: 780, closes: 1_140 },
];
const hours: OpeningHours = {
  week: [[], shift, shift, shift, shift, shift, [{ opens: 480, closes: 720 }]],
  holidays: [{ date: '11-02', intervals: [] }],
  notes: [],
};
const visit = { durationMinutes: 30, bufferMinutes: { before: 0, after: 0 } };

/**
 * CPU time to work out the free slots of ten calendars over thirty days from Google's answer; beside it the plain way:
 * every slot asked of `Intl` and held against every event. The same with every rule that a clinic may have: public
 * holidays, closed ranges, absences, own hours, steps, full days and weeks. Both fail at 1 ms.
 */
export function benchAvailability(): boolean {
  const window = windowOf(timeZone, firstDay, plusDays(firstDay, days - 1));
  const agendas = Array.from({ length: calendars }, (_, n) => agendaOf(n, window));
  const answer = () => {
    const { freeSlots } = makeFreeSlots({ timeZone, hours }, window);
    return agendas.map((agenda) => freeSlots(agenda));
  };
  const plain = () => agendas.map(({ busy }) => plainly(busy));

  const cold = cpuMs(1, answer);
  const slots = answer().flat().length;
  if (JSON.stringify(answer()) !== JSON.stringify(plain())) throw new Error('The two ways do not agree');
  cpuMs(200, answer);
  const warm = Math.min(...Array.from({ length: 5 }, () => cpuMs(200, answer)));
  cpuMs(3, plain);
  const withRules = ruled(agendas);
  const answerWithRules = () => withRules(window);
  cpuMs(200, answerWithRules);
  const rules = Math.min(...Array.from({ length: 5 }, () => cpuMs(200, answerWithRules)));
  const baseline = Math.min(...Array.from({ length: 3 }, () => cpuMs(5, plain)));

  const events = agendas.reduce((sum, { busy }) => sum + busy.length, 0);
  console.log(`${calendars} calendars × ${days} days, ${events} events, ${slots} free slots of 30 minutes`);
  console.table({
    'CPU ms per question': round(warm),
    'CPU ms per question, with every rule': round(rules),
    'CPU ms, the first question of a process': round(cold),
    'CPU ms per question, plain way': round(baseline),
    'times less than the plain way': round(baseline / warm),
  });
  return warm < limitMs && rules < limitMs;
}

/** A clinic with rules of every kind; its book has as many visits as calendars have events in two days. */
function ruled(agendas: readonly WorkingAgenda[]) {
  const closed: OpeningHours = {
    ...hours,
    closures: [
      { first: '12-20', last: '01-05' },
      { first: '2026-11-18', last: '2026-11-18', from: 720 },
    ],
    publicHolidays: { state: 'SP', optional: true, intervals: [] },
  };
  const absent: Hours = {
    week: hours.week,
    holidays: [{ date: '2026-11-10', intervals: [{ opens: 600, closes: 720 }] }],
    closures: [{ first: '2026-11-23', last: '2026-11-25' }],
  };
  const book = agendas.flatMap(({ busy }, n) =>
    busy.slice(0, 2 * eventsADay).map((slot, index) => visitOf(`${n}-${index}`, `p${n}`, slot)),
  );
  return (window: TimeSlot) => {
    const { freeSlots } = makeFreeSlots({ timeZone, hours: closed }, window);
    const fullPeriods = makeFullPeriods({ timeZone, window, others: book });
    return agendas.map(({ busy }, n) =>
      freeSlots({
        busy,
        attendances: [absent],
        bookable: window,
        full: fullPeriods([
          { per: 'day', most: 9, professionalId: `p${n}` },
          { per: 'week', most: 40, professionalId: `p${n}` },
        ]),
        visit: { durationMinutes: 30, stepMinutes: 15, bufferMinutes: { before: 5, after: 10 } },
      }),
    );
  };
}

const visitOf = (id: string, professionalId: string, slot: TimeSlot): Appointment => ({
  ...{ id: appointmentId(id), seriesId: id, professionalId, slot },
  ...{ clinicId: clinicId('c'), state: 'confirmed', serviceId: 's', serviceName: 'S', calendarId: 'c' },
  ...{ bufferMinutes: { before: 0, after: 0 }, generation: 1, version: 1, createdAt: slot.start },
});

function agendaOf(n: number, { start }: TimeSlot): WorkingAgenda {
  const busy = Array.from({ length: days * eventsADay }, (_, index): TimeSlot => {
    const day = Math.floor(index / eventsADay);
    // scattered over the day, the same in every run
    const minute = 420 + ((index * 97 + n * 31) % 720);
    const from = start.getTime() + (day * 1_440 + minute) * minuteMs;
    return { start: new Date(from), end: new Date(from + (15 + (index % 4) * 15) * minuteMs) };
  });
  return { busy, visit };
}

/** As one would write it at first. */
function plainly(busy: readonly TimeSlot[]): readonly TimeSlot[] {
  const free: TimeSlot[] = [];
  for (let date = firstDay; date < plusDays(firstDay, days); date = plusDays(date, 1)) {
    const isHoliday = hours.holidays.some((holiday) => holiday.date === date.slice(5));
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
    for (const { opens, closes } of isHoliday ? [] : (hours.week?.[weekday] ?? [])) {
      for (let minutes = opens; minutes + 30 <= closes; minutes += 30) {
        const start = momentOf(date, minutes);
        const slot = { start, end: new Date(start.getTime() + 30 * minuteMs) };
        if (!busy.some((event) => overlaps(event, slot))) free.push(slot);
      }
    }
  }
  return free;
}

function momentOf(date: LocalDate, minutes: number): Date {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minutes * minuteMs;
  const shown = localTime(timeZone, new Date(asUtc));
  const offset = Date.parse(`${shown.date}T00:00:00Z`) + shown.minutes * minuteMs - asUtc;
  return new Date(asUtc - offset);
}

/** Of one run, on average. */
function cpuMs(runs: number, work: () => unknown): number {
  const before = process.cpuUsage();
  for (let run = 0; run < runs; run += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / runs;
}

const round = (value: number) => Math.round(value * 100) / 100;
