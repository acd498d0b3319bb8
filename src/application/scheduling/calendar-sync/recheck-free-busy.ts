import { occupied } from '../../../domain/scheduling/appointment.ts';
import { isClear } from '../../../domain/scheduling/availability.ts';
import { countingFor } from '../../../domain/scheduling/booking-places.ts';
import type { SyncSettlement } from '../../ports/scheduling/appointments.ts';
import type { CalendarBusy } from '../../ports/scheduling/google-calendar.ts';
import { busyBeside, ownEventOf } from './busy-beside.ts';
import { callGoogle, isTrouble } from './calendar-access.ts';
import type { Step } from './sync-needs.ts';
import { afterTrouble, tryAgain } from './calendar-failure.ts';

/**
 * The last look before writing, past every memory, at every calendar that counts for the visit now: minutes may have
 * passed since its time was taken. Unknown is not free.
 */
export async function lookBeforeWriting(step: Step): Promise<SyncSettlement | 'free' | 'taken'> {
  const { calendarId } = step.sync.appointment;
  const answer = await ask(step, [calendarId, ...othersThatCount(step)]);
  if ('to' in answer) return answer;
  const written = answer.busy.find((calendar) => calendar.calendarId === calendarId);
  if (written === undefined || 'unknown' in written)
    return afterTrouble(step, { failure: written?.unknown ?? 'transient', reason: 'calendar-unknown' });
  return verdict(step, answer.busy);
}

/** As before writing, at all of them but the written one: somebody may have been there before our event arrived. */
export async function lookBesideWritten(step: Step): Promise<SyncSettlement | 'free' | 'taken'> {
  const others = othersThatCount(step);
  if (others.length === 0) return 'free';
  const answer = await ask(step, others);
  return 'to' in answer ? answer : verdict(step, answer.busy);
}

function othersThatCount({ calendars, context, sync }: Step): readonly string[] {
  const { calendarId, practitionerId } = sync.appointment;
  const active = calendars.filter(({ isActive }) => isActive);
  return countingFor(context, active, practitionerId)
    .map((calendar) => calendar.calendarId)
    .filter((id) => id !== calendarId);
}

/** One entry for each calendar. */
async function ask(
  step: Step,
  calendarIds: readonly string[],
): Promise<SyncSettlement | { readonly busy: readonly CalendarBusy[] }> {
  const { appointment } = step.sync;
  const { clinicId, replaces } = appointment;
  const old = replaces && (await step.appointments.get(clinicId, replaces));
  const question = { calendarIds, window: occupied(appointment), own: old && ownEventOf(old) };
  const answer = await callGoogle(step, (google, token) => busyBeside(google, token, question));
  if (isTrouble(answer)) return afterTrouble(step, answer);
  const answered = new Map(answer.ok.map((calendar) => [calendar.calendarId, calendar]));
  return { busy: calendarIds.map((id) => answered.get(id) ?? { calendarId: id, unknown: 'transient' }) };
}

async function verdict(
  step: Step,
  calendars: readonly CalendarBusy[],
): Promise<SyncSettlement | 'free' | 'taken'> {
  const { appointment } = step.sync;
  const isTaken = calendars.some(
    (calendar) => 'busy' in calendar && !isClear(appointment.slot, appointment, calendar.busy),
  );
  if (isTaken) return 'taken';
  return calendars.every((calendar) => 'busy' in calendar) ? 'free' : tryAgain(step);
}
