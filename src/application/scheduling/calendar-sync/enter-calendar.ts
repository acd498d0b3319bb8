import { judge } from '../../../domain/scheduling/calendar-event.ts';
import type { SyncSettlement } from '../../ports/scheduling/appointments.ts';
import { failureOf } from './booking-endings.ts';
import { callGoogle, eventFor, isTrouble } from './calendar-access.ts';
import { lookAfterWriting } from './recheck-after-writing.ts';
import { lookBeforeWriting } from './recheck-free-busy.ts';
import type { Step } from './sync-needs.ts';
import { afterTrouble, tryAgain, waitForWrites } from './calendar-failure.ts';
import { whenTaken } from './on-slot-taken.ts';
import { resumeWrites, writesPausedUntil } from './writes-pause.ts';

/**
 * A requested appointment becomes an event, if its time is still free in the calendar. Where an earlier attempt may
 * have written it, that is looked for first: busy times would show our own event as somebody's.
 */
export async function enterCalendar(step: Step): Promise<SyncSettlement> {
  const { appointment, written } = step.sync;
  if (appointment.slot.start <= step.clock.now()) return failureOf(step, 'too-late');
  const event = eventFor(appointment, step.context);
  const mayBeThere = written?.eventId === event.eventId;
  const there = mayBeThere ? await look(step, event.eventId) : 'absent';
  if (there !== 'absent') return there;
  const time = await lookBeforeWriting(step);
  if (time !== 'free' && time !== 'taken') return time;
  if (time === 'taken') {
    // by our own event, when an attempt of which we know nothing arrived just now
    const now = mayBeThere ? await look(step, event.eventId) : 'absent';
    return now === 'absent' ? whenTaken(step) : now;
  }
  const paused = writesPausedUntil(step);
  if (paused !== undefined) return waitForWrites(step, paused);
  const { calendarId, slot } = appointment;
  if (!(await step.appointments.aboutToWrite(step.sync, { calendarId, eventId: event.eventId, slot }))) {
    // changed meanwhile, or in other hands: only the lease is given back, if it is still ours
    return { to: 'again', at: step.clock.now(), tried: false };
  }
  const inserted = await callGoogle(step, (google, token) => google.insert(token, calendarId, event));
  if (isTrouble(inserted)) return afterTrouble(step, inserted);
  await resumeWrites(step);
  if (inserted.ok === 'inserted') return lookAfterWriting(step);
  const found = await look(step, event.eventId);
  // the id is taken and yet there is nothing: Google is not of one mind yet
  return found === 'absent' ? tryAgain(step) : found;
}

/** What stands under our id. */
async function look(step: Step, eventId: string): Promise<SyncSettlement | 'absent'> {
  const { appointment, attempts } = step.sync;
  const found = await callGoogle(step, (google, token) => google.get(token, appointment.calendarId, eventId));
  if (isTrouble(found)) {
    const isAbsent = 'failure' in found && found.failure === 'not-found';
    return isAbsent ? 'absent' : afterTrouble(step, found);
  }
  switch (judge(found.ok, appointment)) {
    case 'ours':
      return lookAfterWriting(step);
    case 'deleted':
      // somebody who deletes it again and again means it
      return attempts + 1 < step.syncPolicy.maxAttempts
        ? { to: 'next-generation' }
        : failureOf(step, 'event-conflict');
    case 'moved':
    case 'foreign':
      return failureOf(step, 'event-conflict');
  }
}
