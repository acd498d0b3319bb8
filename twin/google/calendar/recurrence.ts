import { invalid } from '../errors.ts';
import type { Calendar } from './calendars.ts';
import type { EventBody, StoredEvent } from './stored-event.ts';
import { instantOfLocal, writtenIn } from './zoned-time.ts';

type Span = { readonly start: number; readonly end: number };
type Rule = {
  readonly everyDays: number;
  readonly weekDays?: readonly number[];
  readonly count: number;
  /** ms since the epoch. */
  readonly until: number;
};

const dayMs = 86_400_000;
const weekDayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** Of a rule without an end; Google has another bound, and it is not documented. */
const mostOccurrences = 730;
const instanceShape = /^(.+)_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

export const isRecurring = ({ recurrence }: Pick<EventBody, 'recurrence'>): boolean =>
  recurrence !== undefined && recurrence !== null && recurrence.length > 0;

/** One rule with FREQ daily or weekly, INTERVAL, COUNT, UNTIL and BYDAY. Others are refused: the twin would be wrong. */
export function ruleOf({ recurrence }: Pick<EventBody, 'recurrence'>): Rule {
  const [line = '', ...more] = recurrence ?? [];
  const parts = new Map(
    line
      .replace(/^RRULE:/, '')
      .split(';')
      .map((part) => part.split('=') as [string, string]),
  );
  const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'];
  const freq = parts.get('FREQ');
  const unknown = more.length > 0 || [...parts.keys()].some((name) => !known.includes(name));
  if (unknown || (freq !== 'DAILY' && freq !== 'WEEKLY')) return invalid('Invalid recurrence rule.');
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(parts.get('UNTIL') ?? '');
  const weekDays = parts.get('BYDAY')?.split(',');
  return {
    everyDays: Number(parts.get('INTERVAL') ?? 1) * (freq === 'WEEKLY' && weekDays === undefined ? 7 : 1),
    ...(weekDays && { weekDays: weekDays.map((name) => weekDayNames.indexOf(name)) }),
    count: Math.min(Number(parts.get('COUNT') ?? Infinity), mostOccurrences),
    until: until === null ? Infinity : Date.parse(`${until.slice(1).join('-')}T23:59:59Z`),
  };
}

/** The occurrences by the clocks of the calendar, exceptions left out. */
function occurrences({ resource, start, end }: StoredEvent, timeZone: string): readonly Span[] {
  const rule = ruleOf(resource);
  const local = writtenIn(timeZone, start).slice(0, 19);
  const first = Date.parse(`${local}Z`);
  const found: Span[] = [];
  for (let day = 0; day < mostOccurrences * 7 && found.length < rule.count; day += 1) {
    const at = new Date(first + day * dayMs);
    const fits = rule.weekDays ? rule.weekDays.includes(at.getUTCDay()) : day % rule.everyDays === 0;
    if (!fits) continue;
    const from = instantOfLocal(timeZone, at.toISOString().slice(0, 19));
    if (from > rule.until) break;
    found.push({ start: from, end: from + (end - start) });
  }
  return found;
}

const stampOf = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Every occurrence of a recurring event as an event of its own; changed ones are in the calendar under their ids. */
export function instancesOf(calendar: Calendar, master: StoredEvent): readonly StoredEvent[] {
  if (master.resource.status === 'cancelled') return [];
  return occurrences(master, calendar.timeZone).flatMap(({ start, end }): readonly StoredEvent[] => {
    const id = `${master.resource.id}_${stampOf(start)}`;
    if (calendar.events.has(id)) return [];
    const time = (instant: number) => ({
      dateTime: writtenIn(calendar.timeZone, instant),
      timeZone: calendar.timeZone,
    });
    const times = { start: time(start), end: time(end), originalStartTime: time(start) };
    const instance = {
      ...master.resource,
      recurrence: undefined,
      id,
      recurringEventId: master.resource.id,
      ...times,
    };
    return [{ ...master, start, end, resource: instance }];
  });
}

/** All events of the calendar, recurring ones by their occurrences. */
export const singleEvents = (calendar: Calendar): readonly StoredEvent[] =>
  [...calendar.events.values()].flatMap((event) => {
    const { status, recurringEventId } = event.resource;
    // with the series its changed occurrences are gone, too
    const master = typeof recurringEventId === 'string' && calendar.events.get(recurringEventId);
    if (master && master.resource.status === 'cancelled') return [];
    return isRecurring(event.resource) && status !== 'cancelled' ? instancesOf(calendar, event) : [event];
  });

/** An event by its id, also an occurrence that nobody has changed yet. */
export function findEvent(calendar: Calendar, id: string): StoredEvent | undefined {
  const known = calendar.events.get(id);
  if (known !== undefined) return known;
  const [, masterId = ''] = instanceShape.exec(id) ?? [];
  const master = calendar.events.get(masterId);
  if (master === undefined || !isRecurring(master.resource)) return undefined;
  return instancesOf(calendar, master).find(({ resource }) => resource.id === id);
}
