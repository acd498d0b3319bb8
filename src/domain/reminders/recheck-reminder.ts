import type { QuietHours } from '../clinic/rules/reminder-rules.ts';
import { after } from '../instants.ts';
import { noLongerTrue } from '../patient-messages/notice.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import { unsettledMs, type SkipReason } from './decide-reminder.ts';
import { isQuiet, quietEnds, usefulUntil } from './plan-reminders.ts';

/** A reminder that was decided, and whose message waits to be sent. */
export type QueuedReminder = {
  /** The time of the visit that it reminds of. */
  readonly startsAt: Date;
  readonly dueAt: Date;
  /** The visit is being moved, or its patient has yet to learn that it was. */
  readonly isUnsettled: boolean;
};

type Recheck = {
  readonly appointment: Pick<Appointment, 'state' | 'slot' | 'attendanceConfirmedAt'>;
  readonly queued: QueuedReminder;
  readonly isOptedOut: boolean;
  readonly quiet: QuietHours;
  readonly timeZone: string;
};

export type ReminderRecheck =
  | { readonly to: 'send' }
  | { readonly to: 'wait'; readonly until: Date }
  | { readonly to: 'drop'; readonly because: SkipReason | typeof noLongerTrue };

/**
 * Whether a reminder that was decided earlier is still to be sent: much can happen while a number is stopped or its queue is
 * long. What has to wait until it would be worth nothing is dropped.
 */
export function recheckReminder(
  { appointment, queued, isOptedOut, quiet, timeZone }: Recheck,
  now: Date,
): ReminderRecheck {
  const { state, slot, attendanceConfirmedAt } = appointment;
  const { startsAt, dueAt, isUnsettled } = queued;
  // of another time it would do harm; that one has reminders of its own
  if (state !== 'confirmed' || slot.start <= now || slot.start.getTime() !== startsAt.getTime())
    return { to: 'drop', because: noLongerTrue };
  if (attendanceConfirmedAt !== undefined) return { to: 'drop', because: 'already-confirmed' };
  if (isOptedOut) return { to: 'drop', because: 'opted-out' };
  const until = isQuiet(now, quiet, timeZone)
    ? quietEnds(now, quiet, timeZone)
    : isUnsettled && after(now, unsettledMs);
  if (until === false) return { to: 'send' };
  return until > usefulUntil(dueAt, startsAt) ? { to: 'drop', because: 'too-late' } : { to: 'wait', until };
}
