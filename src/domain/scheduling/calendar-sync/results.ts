import type { SyncState } from './commands.ts';
import type { Appointment } from '../appointment.ts';
import type { Moment, NotifiedOf, SyncEnd, SyncFinding, SyncTask } from './task.ts';

/** The next state, or how the attempt ended. */
export type Decision =
  | {
      readonly goTo: SyncState;
      readonly findings?: readonly SyncFinding[] | undefined;
      /** True only once the command of the next state has done what it says. */
      readonly onceDone?: readonly SyncFinding[] | undefined;
    }
  | SyncEnd;
export type Rule = (task: SyncTask, moment: Moment) => Decision;

export const goTo =
  (state: SyncState): Rule =>
  () => ({ goTo: state });

export const rest: Rule = () => ({ result: { to: 'rest' } });
/** As `rest`; what has changed in the calendar does not matter any more. */
export const settled: Rule = () => ({ result: { to: 'rest' }, hasLooked: true });
export const followed: Rule = () => ({ result: { to: 'followed' } });
export const removed: Rule = () => ({ result: { to: 'removed' } });
export const expire: Rule = () => ({ result: { to: 'failed', reason: 'hold-expired' } });

export const waitForPatient: Rule = ({ appointment }, { now }) => ({
  result: { to: 'again', at: appointment.holdExpiresAt ?? now, tried: false },
});

/** Changed meanwhile, or in other hands: only the lease is given back, if it is still ours. */
export const giveBack: Rule = (_, { now }) => ({ result: { to: 'again', at: now, tried: false } });

/** The connection works: whatever was said about it is over. */
export const confirm: Rule = ({ appointment }) => ({
  result: { to: 'confirmed' },
  notify: appointment.replaces === undefined ? 'confirmed' : 'moved',
  findings: [{ found: 'access-works' }],
});

const saidByClinic: readonly NotifiedOf[] = ['confirmed', 'moved', 'waiting', 'waiting-for-hours'];

/** Whether it is ours to tell the patient. What goes wrong is, and what changes in the calendar later. */
export const isOursToTell = (
  notify: NotifiedOf,
  { isToldByClinic }: Pick<Appointment, 'isToldByClinic'>,
): boolean => isToldByClinic !== true || !saidByClinic.includes(notify);

/** The patient can act on this one; with all other failures a human goes on. */
export const slotTaken: Rule = () => ({
  result: { to: 'failed', reason: 'calendar-busy' },
  notify: 'slot-taken',
});

export const fail =
  (reason: string): Rule =>
  ({ appointment, policy }, { now }) => {
    const humanUntil = new Date(now.getTime() + policy.humanQuietMs);
    return {
      result: {
        to: 'failed',
        reason,
        ...(appointment.conversationId !== undefined && { humanUntil }),
      },
      notify: 'calendar-failure',
      findings: [{ found: 'people-needed', reason }],
    };
  };

/** Who deletes the event again and again means it. */
export const writeUnderNextId: Rule = (task, moment) =>
  task.attempts + 1 < task.policy.maxAttempts
    ? { result: { to: 'next-generation' } }
    : fail('event-conflict')(task, moment);

export const leaveBehind: Rule = () => ({
  result: { to: 'removed' },
  findings: [{ found: 'event-left-behind' }],
});

export const withFinding = (finding: SyncFinding, decision: Decision): Decision => ({
  ...decision,
  findings: [finding, ...(decision.findings ?? [])],
});
