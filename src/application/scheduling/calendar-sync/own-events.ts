import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { eventIdOf, type OwnEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { FoundEvent } from '../../../domain/scheduling/calendar-sync/looks.ts';
import type { ClinicCalendar } from '../../ports/connection/clinic-calendars.ts';
import {
  isFailure,
  type CalendarFailure,
  type CalendarResult,
  type GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';

type Search = {
  readonly event: OwnEvent;
  readonly appointment: Appointment;
  /** All calendars of the clinic. */
  readonly places: readonly Pick<ClinicCalendar, 'calendarId' | 'isActive'>[];
  /** For events that are removed: what they say in the bin, where that matters. */
  readonly binTitle?: string | undefined;
  readonly onRemoved?: (calendarId: string) => Promise<void>;
};

/** Gone already is success. What goes into the bin says `binTitle`: Google keeps it there for weeks. */
export async function takeAway(
  google: GoogleCalendar,
  accessToken: string,
  event: { readonly calendarId: string; readonly eventId: string },
  binTitle?: string,
): Promise<CalendarResult<'removed' | 'gone'>> {
  if (binTitle !== undefined) {
    const retitled = await google.retitle(accessToken, event, binTitle);
    if (isFailure(retitled)) return retitled;
  }
  return google.remove(accessToken, event.calendarId, event.eventId);
}

/** Nothing of ours was ever written there, or it cannot be helped. */
const readOnly: ReadonlySet<CalendarFailure['failure']> = new Set<CalendarFailure['failure']>([
  'not-writable',
  'not-found',
]);

/** A clinic has far fewer calendars to which somebody might have moved an event. */
const mostPlaces = 50;

const unknown: CalendarFailure = { failure: 'transient', reason: 'calendar-unknown' };

/**
 * The event, wherever in the clinic's calendars it is now. Absent only when every active calendar has said so: an answer
 * that could not be had is a failure. Events under earlier ids are removed, should somebody have taken one out of the bin.
 */
export async function findEvent(
  google: GoogleCalendar,
  accessToken: string,
  { event: { calendarId, eventId, slot }, appointment, places, binTitle, onRemoved }: Search,
): Promise<CalendarResult<FoundEvent | undefined>> {
  const others = places.filter((place) => place.calendarId !== calendarId);
  const active = others.filter(({ isActive }) => isActive).map((place) => place.calendarId);
  const inactive = others.filter(({ isActive }) => !isActive).map((place) => place.calendarId);
  const all = [calendarId, ...[...active, ...inactive].slice(0, mostPlaces)];
  for (let generation = 1; generation < appointment.generation; generation += 1) {
    const old = eventIdOf({ id: appointment.id, generation });
    for (const place of all) {
      const removed = await takeAway(google, accessToken, { calendarId: place, eventId: old }, binTitle);
      const isElsewhere = isFailure(removed) && readOnly.has(removed.failure);
      if (isFailure(removed) && !isElsewhere) return removed;
      if (!isFailure(removed) && removed.ok === 'removed' && place !== calendarId) await onRemoved?.(place);
    }
  }
  for (const place of all) {
    const found = await google.get(accessToken, place, eventId);
    if (isFailure(found)) {
      if (found.failure !== 'not-found') return found;
    } else if (!found.ok.isCancelled) {
      const { slot: time, isDeclined, etag } = found.ok;
      return { ok: { calendarId: place, eventId, slot: time, isDeclined, etag } };
    }
  }
  if (active.length > mostPlaces) return unknown;
  // a calendar that is gone, or not shared any more, says the same of all its events
  const readable = await google.busy(accessToken, [calendarId, ...active], slot);
  if (isFailure(readable)) return readable;
  const answers = new Map(readable.ok.map((answer) => [answer.calendarId, answer]));
  const own = answers.get(calendarId);
  if (own !== undefined && 'unknown' in own && own.unknown === 'not-found')
    return { failure: 'not-found', reason: 'calendar-unknown' };
  const isKnown = (id: string) => 'busy' in (answers.get(id) ?? {});
  return [calendarId, ...active].every(isKnown) ? { ok: undefined } : unknown;
}

/** First back into its calendar, then to its time; whoever changes it meanwhile is looked at again. */
export async function putBack(
  google: GoogleCalendar,
  accessToken: string,
  { found, event }: { readonly found: FoundEvent; readonly event: OwnEvent },
  timeZone: string,
): Promise<CalendarResult<'put-back' | 'changed'>> {
  const { calendarId, eventId, slot } = event;
  let { etag } = found;
  if (found.calendarId !== calendarId) {
    const moved = await google.move(accessToken, found.calendarId, eventId, calendarId);
    if (isFailure(moved)) return moved;
    if (moved.ok === 'gone') return { ok: 'changed' };
    const there = await google.get(accessToken, calendarId, eventId);
    if (isFailure(there)) return there;
    if (there.ok.isCancelled) return { ok: 'changed' };
    etag = there.ok.etag;
  }
  const put = await google.putAt(accessToken, { calendarId, eventId, slot }, { timeZone, etag });
  if (isFailure(put)) return put;
  return { ok: put.ok === 'put' ? 'put-back' : 'changed' };
}
