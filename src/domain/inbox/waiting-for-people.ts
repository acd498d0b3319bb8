import type { OpenHandover } from '../assistant/attention.ts';
import type { HandoverReason } from '../assistant/handover.ts';

/** `patient-waits`: people have the conversation, and the patient has written since they read it. */
export type WaitingReason = HandoverReason | 'patient-waits';

export type WaitingForPeople = { readonly reason: WaitingReason; readonly since: Date };

type Seen = {
  readonly handover?: OpenHandover | undefined;
  /** Who answers now. */
  readonly mode: 'assistant' | 'human';
  readonly unread: number;
  readonly lastPatientMessageAt?: Date | undefined;
};

/** Whether somebody of the clinic has to look at a conversation now, why, and since when. */
export function waitingForPeople(seen: Seen): WaitingForPeople | undefined {
  const { handover, mode, unread, lastPatientMessageAt } = seen;
  if (handover !== undefined) return { reason: handover.reason, since: handover.at };
  if (mode !== 'human' || unread === 0 || lastPatientMessageAt === undefined) return undefined;
  return { reason: 'patient-waits', since: lastPatientMessageAt };
}

/** Whoever waits because of these is looked at before all others, in this order. */
export const loudestReasons = ['emergency', 'possible-emergency'] as const satisfies readonly WaitingReason[];

/** The place of a reason in the team's queue: of a lower one first, among equal ones whoever waits longer. */
export function queueRank(reason: WaitingReason): number {
  const rank = loudestReasons.findIndex((one) => one === reason);
  return rank < 0 ? loudestReasons.length : rank;
}
