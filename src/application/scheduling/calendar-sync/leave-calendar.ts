import { judge } from '../../../domain/scheduling/calendar-event.ts';
import type { SyncSettlement, WrittenEvent } from '../../ports/scheduling/appointments.ts';
import { callGoogle, eventFor, isTrouble } from './calendar-access.ts';
import type { Step } from './sync-needs.ts';
import { afterTrouble, waitForWrites } from './calendar-failure.ts';
import { resumeWrites, writesPausedUntil } from './writes-pause.ts';

/**
 * The event of an appointment that ended leaves the calendar. Of one that was never seen there nobody knows whether a
 * call is still on its way to Google: its id is used up first, by writing and deleting it, so that nothing can arrive
 * under it later (docs/decisions/0040).
 */
export async function leaveCalendar(step: Step): Promise<SyncSettlement> {
  const { written } = step.sync;
  if (written === undefined) return { to: 'removed' };
  const paused = writesPausedUntil(step);
  if (paused !== undefined) return waitForWrites(step, paused);
  const { calendarId, eventId, isSeen } = written;
  if (!isSeen) {
    const used = await useUp(step, written);
    if (used !== 'there') return used;
  }
  const removed = await callGoogle(step, (google, token) => google.remove(token, calendarId, eventId));
  if (isTrouble(removed)) return afterTrouble(step, removed);
  await resumeWrites(step);
  if (removed.ok === 'removed' || !isSeen) return { to: 'removed' };
  return whenGone(step, written);
}

/** `there`: the event stands in the calendar for sure, and is ours to delete. */
async function useUp(
  step: Step,
  { calendarId, eventId, slot }: WrittenEvent,
): Promise<SyncSettlement | 'there'> {
  const { appointment } = step.sync;
  const event = { ...eventFor(appointment, step.context), eventId, slot };
  const inserted = await callGoogle(step, (google, token) => google.insert(token, calendarId, event));
  if (isTrouble(inserted)) return afterTrouble(step, inserted);
  if (inserted.ok === 'inserted') return 'there';
  const found = await callGoogle(step, (google, token) => google.get(token, calendarId, eventId));
  if (isTrouble(found)) return afterTrouble(step, found);
  switch (judge(found.ok, appointment)) {
    case 'deleted':
    case 'foreign':
      return { to: 'removed' };
    case 'ours':
    case 'moved':
      return 'there';
  }
}

/** "Not there" is also what Google says of a calendar that is not shared any more: then the event may be there still. */
async function whenGone(step: Step, { calendarId, slot }: WrittenEvent): Promise<SyncSettlement> {
  const answer = await callGoogle(step, (google, token) => google.busy(token, [calendarId], slot));
  if (isTrouble(answer)) return afterTrouble(step, answer);
  const [known] = answer.ok;
  if (known !== undefined && 'busy' in known) return { to: 'removed' };
  return afterTrouble(step, { failure: known?.unknown ?? 'transient', reason: 'calendar-unknown' });
}
