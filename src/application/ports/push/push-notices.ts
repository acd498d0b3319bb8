import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { PushEndpoint } from '../../../domain/inbox/browser-subscription.ts';
import type { ToldWait } from '../../../domain/inbox/push-telling.ts';
import type { WaitingForPeople, WaitingReason } from '../../../domain/inbox/waiting-for-people.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

export type WaitingConversation = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly wait: WaitingForPeople;
  readonly told?: ToldWait;
};

/** One browser to be told of one conversation, held under a lease. */
export type ClaimedPush = {
  readonly id: string;
  readonly clinic: { readonly id: ClinicId; readonly name: string };
  readonly conversationId: ConversationId;
  readonly reason: WaitingReason;
  readonly since: Date;
  /** This one included. */
  readonly attempts: number;
  readonly subscriptionId: string;
  readonly endpoint: PushEndpoint;
  /** Whether the person may still be told: a member, in an active clinic, not ended, nor the session of the browser. */
  readonly isWelcome: boolean;
  /** Whether, and why, the conversation still waits. */
  readonly wait: WaitingForPeople | undefined;
  readonly leaseToken: number;
};

/** `gone`: the browser’s subscription goes, and all that waits for it. */
export type PushSettlement =
  { readonly to: 'done' } | { readonly to: 'gone' } | { readonly to: 'retry'; readonly at: Date };

/**
 * What browsers are to be told: rows, so that nothing is forgotten when a process dies and nothing told twice.
 * Contract: tests/contract/contracts/push/
 */
export interface PushNotices {
  /**
   * Conversations that wait for people, of active clinics with a browser to tell; those with a message after `since`, the
   * newest `mostPerClinic` of each clinic.
   */
  waiting(since: Date, mostPerClinic: number): Promise<readonly WaitingConversation[]>;
  /**
   * Writes down that it is told, and one push for each browser of the clinic that was there when the wait began; in place of
   * one that still waits for that browser about the same conversation. Browsers with `mostWaiting` pushes are left out.
   * `false`, and no change, when somebody else has told it since it was read.
   */
  plan(waiting: WaitingConversation, mostWaiting: number, now: Date): Promise<boolean>;
  /** Those that were tried least often first. Counts as an attempt. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedPush[]>;
  /** `false`, and no change, when the lease is not ours any more. */
  settle(claimed: ClaimedPush, settlement: PushSettlement): Promise<boolean>;
  /** Milliseconds until a push that is not due yet becomes due. */
  msUntilDue(): Promise<number | undefined>;
  /** Forgets what was told, and what nobody sent, before then. */
  forget(before: Date): Promise<void>;
}
