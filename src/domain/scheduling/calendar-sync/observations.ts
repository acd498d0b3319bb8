import type { CalendarBusy } from '../calendars/agendas.ts';
import type { Appointment } from '../appointment.ts';
import { isClear } from '../availability.ts';
import { eventIdOf } from '../calendar-event.ts';
import type { SeenBy } from './commands.ts';
import type { SyncTask } from './task.ts';

/** A call that did not do what was asked, or could not be made. */
export type CallFailed = {
  readonly seen:
    'passing-failure' | 'usage-limit' | 'no-access' | 'installation-refused' | 'not-writable' | 'not-found';
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
};

export type Observation = { readonly seen: SeenBy[keyof SeenBy] } | CallFailed;

/** What the book says of an appointment whose turn has come. */
export type SeenInBook =
  | 'hold-open'
  | 'hold-expired'
  | 'visit-begun'
  | 'not-written'
  | 'perhaps-written'
  | 'confirmed'
  | 'ended-unwritten'
  | 'ended-perhaps-written'
  | 'ended-written';

export function seenInBook({ appointment, written }: SyncTask, now: Date): SeenInBook {
  const { state, requestedAt, holdExpiresAt, slot } = appointment;
  switch (state) {
    case 'held':
      if (requestedAt === undefined)
        return holdExpiresAt !== undefined && holdExpiresAt > now ? 'hold-open' : 'hold-expired';
      if (slot.start <= now) return 'visit-begun';
      return isPerhapsWritten({ appointment, written }) ? 'perhaps-written' : 'not-written';
    case 'confirmed':
      return 'confirmed';
    case 'cancelled':
    case 'failed':
      if (written === undefined) return 'ended-unwritten';
      return written.isSeen ? 'ended-written' : 'ended-perhaps-written';
  }
}

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
