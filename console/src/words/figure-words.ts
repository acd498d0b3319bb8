import { clockTime, dayOf, shortDay } from './times.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long somebody waited, as one would say it. */
export function waited(ms: number): string {
  if (ms < minute) return `${Math.max(1, Math.round(ms / second))} s`;
  if (ms < hour) return `${Math.round(ms / minute)} min`;
  const hours = Math.floor(ms / hour);
  const minutes = Math.floor((ms - hours * hour) / minute);
  return minutes === 0 || hours >= 24 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** An hour of the clinic, `14:00`, where a day is shown, else one of its days, `seg., 30 nov.` */
export const pointName = (start: string, period: string, zone: string): string =>
  period === '24h' ? clockTime(start, zone) : shortDay(dayOf(start, zone));

/** What a model has cost, in dollars as its provider counts. */
export const inDollars = (microdollars: number): string =>
  (microdollars / 1_000_000).toLocaleString('pt-BR', { style: 'currency', currency: 'USD' });
