/** All times are shown by the clinic's clocks, whatever those of the browser say. */

const wallClock = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat('pt-BR', { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

type When = Date | string;
const dateOf = (when: When) => (typeof when === 'string' ? new Date(when) : when);

/** What the clocks there show: the day, as days are written in addresses and requests, and the time. */
function wallAt(when: When, zone: string): { readonly day: string; readonly time: string } {
  // one for both: the first use of a format costs a slow phone 50 ms
  const parts = formatOf(zone, 'wall', wallClock).formatToParts(dateOf(when));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** `14:32` */
export const clockTime = (when: When, zone: string): string => wallAt(when, zone).time;

/** `2026-11-30` */
export const dayOf = (when: When, zone: string): string => wallAt(when, zone).day;

/** Whether an address says a day that exists, as `2026-11-30`; a parser takes `2026-02-31` for a day of March. */
export const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
};

/** A day as an instant that no zone moves to another day. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

export const addDays = (day: string, days: number): string => {
  const date = noon(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => noon(day).getUTCDay();

/** `seg., 30 nov.` */
export const shortDay = (day: string): string =>
  formatOf('UTC', 'short day', { weekday: 'short', day: 'numeric', month: 'short' })
    .format(noon(day))
    .replace(' de ', ' ');

/** `segunda-feira, 30 de novembro` */
export const longDay = (day: string): string =>
  formatOf('UTC', 'long day', { weekday: 'long', day: 'numeric', month: 'long' }).format(noon(day));

/** A day line in a conversation: `Hoje`, `Ontem`, or the day. */
export function dayLine(day: string, today: string): string {
  if (day === today) return 'Hoje';
  if (day === addDays(today, -1)) return 'Ontem';
  return longDay(day);
}

/** In a list: the time of today, `ontem`, else the day. */
export function listTime(when: When, zone: string, now: Date): string {
  const [{ day, time }, today] = [wallAt(when, zone), dayOf(now, zone)];
  if (day === today) return time;
  if (day === addDays(today, -1)) return 'ontem';
  return `${day.slice(8)}/${day.slice(5, 7)}`;
}

/** `há 6 min`; the parts that matter, never seconds. */
export function ago(when: When, now: Date): string {
  const minutes = Math.floor((now.getTime() - dateOf(when).getTime()) / 60_000);
  if (minutes < 1) return 'agora';
  if (minutes < 60) return `há ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `há ${hours} h`;
  const days = Math.floor(hours / 24);
  return days === 1 ? 'há 1 dia' : `há ${days} dias`;
}

/** `hoje, 14:32`, `30/11, 14:32` */
export function dayAndTime(when: When, zone: string, now: Date): string {
  const [{ day, time }, today] = [wallAt(when, zone), dayOf(now, zone)];
  const shown =
    day === today
      ? 'hoje'
      : day === addDays(today, 1)
        ? 'amanhã'
        : day === addDays(today, -1)
          ? 'ontem'
          : shortDay(day);
  return `${shown}, ${time}`;
}

/** How far the zone is ahead of UTC at that moment, in ms. */
function offsetAt(instant: number, zone: string): number {
  const parts = formatOf(zone, 'offset', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const there = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return there - Math.floor(instant / 1_000) * 1_000;
}

/** The instant at which the clinic's clocks show this; of a time that a change of clocks leaves out, the one after. */
export function instantAt(day: string, minutes: number, zone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const first = wanted - offsetAt(wanted, zone);
  return new Date(wanted - offsetAt(first, zone));
}

/** Minutes since midnight on the clinic's clocks. */
export const minutesOfDay = (when: When, zone: string): number => {
  const [hours = 0, minutes = 0] = clockTime(when, zone).split(':').map(Number);
  return hours * 60 + minutes;
};

/** `09:30` of minutes after midnight. */
export const ofMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
