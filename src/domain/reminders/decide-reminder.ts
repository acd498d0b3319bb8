import type { QuietHours } from '../clinic/rules/reminder-rules.ts';
import { earliest, latest } from '../instants.ts';
import type { NoticeForecast } from '../patient-messages/notice.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import { isQuiet, quietEnds, type PlannedReminder } from './plan-reminders.ts';

/** Why a reminder that was due was not sent. */
export const skipReasons = [
  /** The patient has said already that they come. */
  'already-confirmed',
  /** It came up so late that it would be worth nothing, e.g. because the clinic was switched off. */
  'too-late',
  /** The next one was due already as well. */
  'next-one-due',
  /** Less than two hours after the visit was booked or moved. */
  'just-booked',
  /** Less than two hours after another one. */
  'just-reminded',
  /** The patient wants nothing that the clinic starts by itself. */
  'opted-out',
  /** Nobody to write to. */
  'no-conversation',
  /** The customer service window is closed, and the clinic has no template that may be used. */
  'no-template',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What was decided of one reminder: it was sent, or skipped. */
export type DecidedReminder = {
  readonly rule: string;
  readonly dueAt: Date;
  readonly decidedAt: Date;
  readonly skipped?: SkipReason;
};

type Situation = {
  readonly appointment: Appointment;
  /** Of the visit's present time, earliest first. */
  readonly planned: readonly PlannedReminder[];
  /** What was decided for that time before. */
  readonly decided: readonly DecidedReminder[];
  /** When it got its present time, if it had another one before: the patient was told then. */
  readonly movedAt?: Date;
  /** When its patient was reminded last, of whatever time of it. */
  readonly lastRemindedAt?: Date;
  /** It is being moved, or the patient has yet to learn that it was. */
  readonly isUnsettled: boolean;
  readonly quiet: QuietHours;
  readonly timeZone: string;
};

export type ReminderStep = {
  readonly skipped: readonly DecidedReminder[];
  /** To be sent now, if the patient can be written to. */
  readonly remind?: PlannedReminder;
  /** When to look again; absent when nothing is left to remind of. */
  readonly next?: Date;
};

const pauseMs = 120 * 60_000;
/** Until then it is settled, or looked at once more. */
export const unsettledMs = 5 * 60_000;

/** What to do about the reminders of a visit now. Each is sent or skipped once per time of the visit. */
export function decideReminder(situation: Situation, now: Date): ReminderStep {
  const { appointment, planned, decided, quiet, timeZone } = situation;
  if (appointment.state !== 'confirmed' || appointment.slot.start <= now) return { skipped: [] };
  const known = new Set(decided.map(({ rule }) => rule));
  const open = planned.filter(({ rule }) => !known.has(rule));
  const due = open.filter(({ at }) => at <= now);
  const later = earliest(...open.filter(({ at }) => at > now).map(({ at }) => at));
  const rest = later === undefined ? {} : { next: later };
  const last = due.at(-1);
  if (last === undefined) return { skipped: [], ...rest };
  const skip = ({ rule, at }: PlannedReminder, why: SkipReason): DecidedReminder => ({
    rule,
    dueAt: at,
    decidedAt: now,
    skipped: why,
  });
  const skipped = due.slice(0, -1).map((each) => skip(each, 'next-one-due'));
  const why = reasonAgainst(last, situation, now);
  if (why !== undefined) return { skipped: [...skipped, skip(last, why)], ...rest };
  if (situation.isUnsettled)
    return { skipped, next: earliest(new Date(now.getTime() + unsettledMs), later) ?? now };
  if (isQuiet(now, quiet, timeZone))
    return { skipped, next: earliest(quietEnds(now, quiet, timeZone), later) ?? now };
  return { skipped, remind: last, ...rest };
}

function reasonAgainst(
  { at, usefulUntil }: PlannedReminder,
  { appointment, movedAt, lastRemindedAt }: Situation,
  now: Date,
): SkipReason | undefined {
  if (appointment.attendanceConfirmedAt !== undefined) return 'already-confirmed';
  if (now > usefulUntil) return 'too-late';
  const told = latest(appointment.createdAt, movedAt) ?? appointment.createdAt;
  if (at.getTime() - told.getTime() < pauseMs) return 'just-booked';
  const isFresh = lastRemindedAt !== undefined && now.getTime() - lastRemindedAt.getTime() < pauseMs;
  return isFresh ? 'just-reminded' : undefined;
}

/** Why it cannot reach the patient, as things stand; `undefined` when it can. */
export function unreachable(forecast: NoticeForecast): SkipReason | undefined {
  if (forecast.how === 'none') return forecast.because === 'opted-out' ? 'opted-out' : 'no-conversation';
  return forecast.how === 'when-patient-writes' ? 'no-template' : undefined;
}
