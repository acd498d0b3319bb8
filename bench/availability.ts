import { localTime, plusDays, type LocalDate } from '../src/domain/clinic/local-time.ts';
import type { OpeningHours } from '../src/domain/clinic/opening-hours.ts';
import { makeFreeSlots, type WorkingAgenda } from '../src/domain/scheduling/availability.ts';
import { windowOf } from '../src/domain/scheduling/booking-window.ts';
import { overlaps, type TimeSlot } from '../src/domain/scheduling/time-slot.ts';

const calendars = 10;
const days = 30;
const eventsADay = 10;
const timeZone = 'America/Sao_Paulo';
const firstDay = '2026-11-02' as LocalDate;
const minuteMs = 60_000;
const limitMs = 5;

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
 * every slot asked of `Intl` and held against every event. Fails at 5 ms.
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
  const baseline = Math.min(...Array.from({ length: 3 }, () => cpuMs(5, plain)));

  const events = agendas.reduce((sum, { busy }) => sum + busy.length, 0);
  console.log(`${calendars} calendars × ${days} days, ${events} events, ${slots} free slots of 30 minutes`);
  console.table({
    'CPU ms per question': round(warm),
    'CPU ms, the first question of a process': round(cold),
    'CPU ms per question, plain way': round(baseline),
    'times less than the plain way': round(baseline / warm),
  });
  return warm < limitMs;
}

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
