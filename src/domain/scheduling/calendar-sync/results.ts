import type { SyncState } from './commands.ts';
import type { Moment, SyncEnd, SyncFinding, SyncTask } from './task.ts';

/** The next state, or how the attempt ended. */
export type Decision =
  { readonly goTo: SyncState; readonly findings?: readonly SyncFinding[] | undefined } | SyncEnd;
export type Rule = (task: SyncTask, moment: Moment) => Decision;

export const goTo =
  (state: SyncState): Rule =>
  () => ({ goTo: state });

export const rest: Rule = () => ({ result: { to: 'rest' } });
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
