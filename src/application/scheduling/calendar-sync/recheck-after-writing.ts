import { occupied } from '../../../domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../domain/scheduling/calendar-event.ts';
import { stays } from '../../../domain/scheduling/yielding.ts';
import type { SyncSettlement } from '../../ports/scheduling/appointments.ts';
import { confirmation } from './booking-endings.ts';
import { callGoogle, isTrouble } from './calendar-access.ts';
import { lookBesideWritten } from './recheck-free-busy.ts';
import type { Step } from './sync-needs.ts';
import { afterTrouble, tryAgain } from './calendar-failure.ts';
import { whenTaken } from './on-slot-taken.ts';

/**
 * Our event is there. Another clinic that uses the same calendar, or a person, may have written at the same moment:
 * the later one goes (docs/decisions/0043). In the other calendars that count nobody can tell who was first: there ours
 * goes. Only what may stay is confirmed.
 */
export async function lookAfterWriting(step: Step): Promise<SyncSettlement> {
  const { appointment, attempts } = step.sync;
  const { clinicId, calendarId, replaces } = appointment;
  const window = occupied(appointment);
  const found = await callGoogle(step, (google, token) => google.busyEvents(token, calendarId, window));
  if (isTrouble(found)) return afterTrouble(step, found);
  const old = replaces && (await step.appointments.get(clinicId, replaces));
  const leaving = new Set(old ? [eventIdOf(old)] : []);
  const verdict = stays({ eventId: eventIdOf(appointment) }, appointment, found.ok, leaving);
  if (verdict === 'no') return whenTaken(step);
  if (verdict !== 'yes' && attempts < looks) return tryAgain(step);
  if (verdict === 'unclear') return whenTaken(step);
  const beside = await lookBesideWritten(step);
  if (beside === 'taken') return whenTaken(step);
  return beside === 'free' ? confirmation(step) : beside;
}

/** How often we look until one of whom we think that they go has not gone. */
const looks = 3;
