import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId, MessageId, OutboundContent } from '../../../domain/messaging/message.ts';
import type { AppointmentChange } from '../../../domain/scheduling/appointment-changes.ts';
import type { TurnMessage } from '../../../domain/messaging/turn.ts';

/** A conversation whose turn is due, held under a lease. */
export type ClaimedTurn = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  readonly number: ClinicNumber;
  /** Fencing token: every later write carries it. */
  readonly leaseToken: number;
  readonly epoch: number;
  /** Arrival counter seen at the claim; a higher one at completion means that more has arrived. */
  readonly arrivals: number;
  /** How often it failed before; a lease that ran out counts as `lostLeaseCost` failures. */
  readonly attempts: number;
  readonly dueSince: Date;
  readonly dialogue: unknown;
  readonly patientName?: string;
  /** Unanswered messages, oldest first, at most `turnMessageLimit`. */
  readonly messages: readonly TurnMessage[];
  /** Correlation id of the request that brought the last message. */
  readonly requestId: string;
};

export type TurnCompletion = {
  readonly turnId: string;
  readonly replies: readonly { readonly id: MessageId; readonly content: OutboundContent }[];
  readonly dialogue: unknown;
  /** Set when a human takes over from here, and until when the assistant stays silent. */
  readonly humanUntil?: Date;
  /** What the answer says of appointments is true only if these are made with it. */
  readonly appointmentChanges?: readonly AppointmentChange[];
};

/** Due turns: conversations that wait for an answer. Contract: tests/contract/contracts/messaging/turns.contract.ts */
export interface Turns {
  /** Claims up to `limit` due conversations, rotating over clinics, oldest first within a clinic. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedTurn[]>;
  /**
   * In one transaction: stores the replies as due sends, marks the messages answered and the turn done (or due again
   * when more has arrived), and makes the changes of appointments. `false`, and no change, when the lease or the epoch
   * is not ours any more.
   * @throws what Appointments.apply throws, when the book does not allow a change any more; then nothing is changed and
   * the lease is kept.
   */
  complete(turn: ClaimedTurn, completion: TurnCompletion): Promise<boolean>;
  /** Gives the lease back; the turn is due again after `retryMs`. `false` when the lease was lost. */
  release(turn: ClaimedTurn, retryMs: number, failed: boolean): Promise<boolean>;
  /** Milliseconds until the next turn that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
