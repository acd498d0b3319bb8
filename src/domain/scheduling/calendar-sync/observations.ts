import type { CalendarBusy } from '../calendars/agendas.ts';
import type { Appointment } from '../appointment.ts';
import { isClear } from '../availability.ts';
import { eventIdOf } from '../calendar-event.ts';
import type { SeenBy } from './seen-by.ts';
import type { FoundEvent } from './looks.ts';
import type { SyncTask } from './task.ts';

/** A call that did not do what was asked, or could not be made. */
export type CallFailed = {
  readonly seen:
    'passing-failure' | 'usage-limit' | 'no-access' | 'installation-refused' | 'not-writable' | 'not-found';
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
};

export type Observation =
  { readonly seen: SeenBy[keyof SeenBy]; readonly event?: FoundEvent | undefined } | CallFailed;

/** Whether the command has done what it says; the event may have changed before it could. */
export const isDone = (seen: Observation): boolean => !('reason' in seen) && seen.seen !== 'changed';

/** What the book says of an appointment whose turn has come. */
export type SeenInBook =
  | 'hold-open'
  | 'hold-expired'
  | 'visit-begun'
  | 'not-written'
  | 'perhaps-written'
  | 'confirmed'
  | 'visit-over'
  | 'news-due'
  | 'event-changed'
  | 'event-to-be-written-again'
  | 'ended-event-changed'
  | 'ended-unwritten'
  | 'ended-perhaps-written'
  | 'ended-written';

export function seenInBook(task: SyncTask, now: Date): SeenInBook {
  const { appointment, written, hasEventChanged = false } = task;
  const { state, requestedAt, holdExpiresAt, slot } = appointment;
  if (isNewsDue(task, now)) return 'news-due';
  switch (state) {
    case 'held':
      if (requestedAt === undefined)
        return holdExpiresAt !== undefined && holdExpiresAt > now ? 'hold-open' : 'hold-expired';
      if (slot.start <= now) return 'visit-begun';
      return isPerhapsWritten({ appointment, written }) ? 'perhaps-written' : 'not-written';
    case 'confirmed':
      if (!hasEventChanged) return 'confirmed';
      if (slot.start <= now) return 'visit-over';
      return written === undefined ? 'event-to-be-written-again' : 'event-changed';
    case 'cancelled':
    case 'failed':
      if (hasEventChanged && written?.isSeen !== false) return 'ended-event-changed';
      if (written === undefined) return 'ended-unwritten';
      return written.isSeen ? 'ended-written' : 'ended-perhaps-written';
  }
}

/** While Google cannot be asked what else has changed, the patient learns what is known. */
const isNewsDue = ({ news, hasEventChanged = false, attempts }: SyncTask, now: Date): boolean =>
  news !== undefined && news.at <= now && (!hasEventChanged || attempts > 0);

/** An earlier attempt may have written the event of this generation. */
export const isPerhapsWritten = ({ appointment, written }: Pick<SyncTask, 'appointment' | 'written'>) =>
  written?.eventId === eventIdOf(appointment);

/**
 * Whether the calendars that were asked leave room for the visit; one that did not answer is unknown. A failure when it
 * is the one to be written to.
 */
export function freeBusySeen(
  { slot, bufferMinutes, calendarId }: Pick<Appointment, 'slot' | 'bufferMinutes' | 'calendarId'>,
  asked: readonly string[],
  answered: readonly CalendarBusy[],
): Observation {
  const known = new Map(answered.map((calendar) => [calendar.calendarId, calendar]));
  const all = asked.map((id): CalendarBusy => known.get(id) ?? { calendarId: id, unknown: 'transient' });
  const own = all.find((calendar) => calendar.calendarId === calendarId);
  if (own !== undefined && 'unknown' in own) return unreadable(own);
  if (all.some((calendar) => 'busy' in calendar && !isClear(slot, { bufferMinutes }, calendar.busy)))
    return { seen: 'taken' };
  return { seen: all.every((calendar) => 'busy' in calendar) ? 'free' : 'unknown' };
}

export const calendarSeen = (answer: CalendarBusy | undefined): Observation => {
  if (answer === undefined) return unreadable({ unknown: 'transient' });
  return 'busy' in answer ? { seen: 'readable' } : unreadable(answer);
};

const unreadable = ({
  unknown,
}: Pick<Extract<CalendarBusy, { readonly unknown: unknown }>, 'unknown'>): CallFailed => ({
  seen: unknown === 'transient' ? 'passing-failure' : unknown,
  reason: 'calendar-unknown',
});
