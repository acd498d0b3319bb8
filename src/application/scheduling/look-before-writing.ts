import { occupied } from '../../domain/scheduling/appointment.ts';
import { isClear } from '../../domain/scheduling/availability.ts';
import { countingFor } from '../../domain/scheduling/booking-places.ts';
import type { SyncSettlement } from '../ports/appointments.ts';
import { busyBeside, ownEventOf } from './busy-beside.ts';
import { callGoogle, isTrouble } from './calendar-access.ts';
import type { Step } from './sync-needs.ts';
import { afterTrouble, tryAgain } from './sync-trouble.ts';

/**
 * The last look before writing, past every memory, at every calendar that counts for the visit now: minutes may have
 * passed since its time was taken. Unknown is not free.
 */
export async function lookBeforeWriting(step: Step): Promise<SyncSettlement | 'free' | 'taken'> {
  const { appointment } = step.sync;
  const { clinicId, calendarId, practitionerId, replaces } = appointment;
  const chosen = countingFor(step.context, await step.clinicCalendars.active(clinicId), practitionerId);
  const calendarIds = [...new Set([calendarId, ...chosen.map((calendar) => calendar.calendarId)])];
  const old = replaces && (await step.appointments.get(clinicId, replaces));
  const question = { calendarIds, window: occupied(appointment), own: old && ownEventOf(old) };
  const answer = await callGoogle(step, (google, token) => busyBeside(google, token, question));
  if (isTrouble(answer)) return afterTrouble(step, answer);
  const answered = new Map(answer.ok.map((calendar) => [calendar.calendarId, calendar]));
  const written = answered.get(calendarId);
  if (written === undefined || 'unknown' in written)
    return afterTrouble(step, { failure: written?.unknown ?? 'transient', reason: 'calendar-unknown' });
  const busy = calendarIds
    .map((id) => answered.get(id))
    .map((calendar) => calendar && 'busy' in calendar && calendar.busy);
  if (busy.some((slots) => slots && !isClear(appointment.slot, appointment, slots))) return 'taken';
  return busy.every(Boolean) ? 'free' : tryAgain(step);
}
