import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { ConversationId } from '../../../src/domain/messaging/message.ts';
import type { Appointment } from '../../../src/domain/scheduling/appointment.ts';
import { ownEventOf } from '../../../src/domain/scheduling/calendar-event.ts';
import type { SyncState } from '../../../src/domain/scheduling/calendar-sync/commands.ts';
import { next, type SyncAnswer } from '../../../src/domain/scheduling/calendar-sync/next.ts';
import type { CallFailed, Observation } from '../../../src/domain/scheduling/calendar-sync/observations.ts';
import type { FoundEvent } from '../../../src/domain/scheduling/calendar-sync/looks.ts';
import type { SyncTask } from '../../../src/domain/scheduling/calendar-sync/task.ts';
import { defaultSyncPolicy } from '../../../src/domain/scheduling/sync-policy.ts';
import { anAppointment } from './an-appointment.ts';

/** A day before the visit that `anAppointment` makes. */
export const now = new Date('2027-02-28T09:00:00Z');
export const hour = 3_600_000;
export const moment = { now, random: 0.5 };

/** Of an appointment that was requested a second ago in a conversation, and never tried before. */
export function aSyncTask({
  appointment: more,
  ...task
}: Omit<Partial<SyncTask>, 'appointment'> & { readonly appointment?: Partial<Appointment> } = {}): SyncTask {
  const appointment = anAppointment({ ids: { next: () => 'a-1' }, now: () => now }, 'clinic' as ClinicId, {
    requestedAt: new Date(now.getTime() - 1_000),
    conversationId: 'conversation' as ConversationId,
    ...more,
  });
  return {
    appointment,
    attempts: 0,
    notifiedOfDelay: false,
    otherCalendars: [],
    policy: defaultSyncPolicy,
    ...task,
  };
}

/** Its event may be in the calendar, or was seen there. */
export const written = ({ appointment }: SyncTask, isSeen: boolean): SyncTask['written'] => ({
  ...ownEventOf(appointment),
  isSeen,
});

export const cancelledTask = (isSeen = true): SyncTask => {
  const task = aSyncTask({ appointment: { state: 'cancelled' } });
  return { ...task, written: written(task, isSeen) };
};

const aFoundEvent = ({ appointment }: SyncTask): FoundEvent => ({
  ...ownEventOf(appointment),
  isDeclined: false,
  etag: 'e-1',
});

/** The next state, or the result with what the patient is told; then what was found on the way. */
export function inWords(answer: SyncAnswer): string {
  const found = (answer.findings ?? []).map((finding) => ` +${finding.found}`).join('');
  if (!('result' in answer)) {
    const once = (answer.onceDone ?? []).map((finding) => `, then ${finding.found}`).join('');
    return `${answer.state}${found}${once}`;
  }
  const { result, notify } = answer;
  const reason = result.to === 'failed' ? ` ${result.reason}` : '';
  const wait =
    result.to === 'again'
      ? ` in ${(result.at.getTime() - now.getTime()) / 1_000} s${result.tried ? ', counted' : ''}`
      : '';
  return `${result.to}${reason}${wait}${notify === undefined ? '' : ` (${notify})`}${found}`;
}

export const after = (state: SyncState, seen: string, task = aSyncTask()): string =>
  inWords(next(state, task, { seen, event: aFoundEvent(task) } as Observation, moment));

export const afterFailure = (
  state: SyncState,
  seen: CallFailed['seen'],
  task = aSyncTask(),
  when = moment,
): string => inWords(next(state, task, { seen, reason: 'because' }, when));
