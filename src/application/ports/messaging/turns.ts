import type { KeptTurn } from '../../../domain/assistant/model/kept-turn.ts';
import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { ConnectionStatus } from '../../../domain/connection/google-connection.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId, MessageId, OutboundContent } from '../../../domain/messaging/message.ts';
import type { AppointmentChange } from '../../../domain/scheduling/appointment-changes.ts';
import type { MessagePreference } from '../../../domain/messaging/people/message-preference.ts';
import type { Attention } from '../../../domain/assistant/attention.ts';
import type { ConversationState } from '../../../domain/messaging/conversation.ts';
import type { TurnMessage } from '../../../domain/messaging/messages/turn-messages.ts';
import type { SeenClinic } from '../clinic/clinics.ts';
import type { ClaimedSend } from './outbox.ts';

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
  /** Opens the customer service window. */
  readonly lastPatientMessageAt?: Date;
  readonly dialogue: unknown;
  /** Who holds the conversation, and what waits for people. */
  readonly standing: Pick<ConversationState, 'mode' | 'humanUntil' | 'attention'> & {
    /** The patient wants no assistant. */
    readonly prefersPeople: boolean;
    /** The patient wants nothing that the clinic starts by itself. */
    readonly isOptedOut: boolean;
  };
  /** What an answer needs to know, as it was at the claim. */
  readonly atClaim: {
    /** Absent: it is not active any more. */
    readonly clinic?: SeenClinic;
    /** Of the clinic's connection to Google, if it has one. */
    readonly google: ConnectionStatus | 'none';
    /** An alert says that the assistant could not answer, and nobody has acted on it. */
    readonly isAlerted: boolean;
  };
  readonly patientName?: string;
  /** Unanswered messages, oldest first, at most `turnMessageLimit`. */
  readonly messages: readonly TurnMessage[];
  /** Correlation id of the request that brought the last message. */
  readonly requestId: string;
};

export type TurnCompletion = {
  readonly turnId: string;
  readonly replies: readonly {
    readonly id: MessageId;
    readonly content: OutboundContent;
    /** `notice` for what a human act must not call back, e.g. the answer to an emergency. `assistant` when absent. */
    readonly origin?: 'assistant' | 'notice';
  }[];
  readonly dialogue: unknown;
  /** Set when a human takes over from here, and until when the assistant stays silent. */
  readonly humanUntil?: Date;
  /** What waits for people from here; absent: as before. */
  readonly attention?: Attention;
  /** Whether the patient wants no assistant from here, as far as they said so. */
  readonly prefersPeople?: boolean;
  /** What the patient wants of the clinic's own messages, if they said so; by `lastPreference`. */
  readonly messagePreference?: MessagePreference;
  /** What the answer says of appointments is true only if these are made with it. */
  readonly appointmentChanges?: readonly AppointmentChange[];
  /** How a model came to the answer. */
  readonly kept?: KeptTurn;
};

/** Brings a reply to WhatsApp as soon as it is committed. */
export type ReplyTaker = {
  readonly leaseMs: number;
  /** Called at most once, after the commit. */
  take(send: ClaimedSend): void;
};

/** Due turns: conversations that wait for an answer, or in human mode for a look by the emergency rules. Contract: tests/contract/contracts/messaging/turns/turns.contract.ts */
export interface Turns {
  /** Claims up to `limit` due conversations, rotating over clinics, oldest first within a clinic. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedTurn[]>;
  /**
   * Keeps the turn for another `leaseMs`. `false`, and no change, when the lease or the epoch is not ours any more,
   * or a recording that the turn awaited has words: whatever is being prepared will never be sent.
   */
  renew(turn: ClaimedTurn, leaseMs: number): Promise<boolean>;
  /**
   * In one transaction: stores the replies as due sends, marks the messages answered and the turn done (or due again
   * when more has arrived), and makes the changes of appointments. `false`, and no change, when the lease or the epoch
   * is not ours any more, or the patient has corrected or deleted one of the messages since the claim, or a recording
   * that the turn awaited has words.
   *
   * `taker` gets the first reply as `Outbox.claim` would give it, unless the claim would not offer it now: something older
   * is open in the conversation, or its number is stopped. Then it is due like the others.
   * @throws what Appointments.apply throws, when the book does not allow a change any more; then nothing is changed and
   * the lease is kept.
   */
  complete(turn: ClaimedTurn, completion: TurnCompletion, taker?: ReplyTaker): Promise<boolean>;
  /**
   * Nothing can be answered before the patient writes again: the messages keep waiting (`afterPostponing`). `false`, and no
   * change, when the lease or the epoch is not ours any more.
   */
  postpone(turn: ClaimedTurn): Promise<boolean>;
  /** Gives the lease back; the turn is due again after `retryMs`, or at once where a recording that it awaited is settled. `false` when the lease was lost. */
  release(turn: ClaimedTurn, retryMs: number, failed: boolean): Promise<boolean>;
  /** Milliseconds until the next turn that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
