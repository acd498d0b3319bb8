import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { SentContent } from '../../../domain/messaging/sending/team-content.ts';
import type { Settlement } from '../../../domain/messaging/delivery.ts';
import type { NoticeSubject } from '../../../domain/patient-messages/notice.ts';
import type { DueSend } from '../../../domain/messaging/outbound-decision.ts';
import type { PacingPolicy } from '../../../domain/messaging/pacing.ts';
import type { ResumeProof, StopSource } from '../../../domain/messaging/sending/send-stop.ts';

/** The oldest open outbound message of a conversation, marked `sending` and held under a lease. */
export type ClaimedSend = DueSend & {
  readonly messageId: MessageId;
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly from: ClinicNumber;
  readonly to: Pick<Sighting, 'phone' | 'bsuid'>;
  /** What goes out now. */
  readonly content: SentContent;
  /** What was written, where `content` is the template in which it was to go out. */
  readonly source?: SentContent;
  /** WhatsApp's id of the message that it quotes or reacts to. */
  readonly refersTo?: string;
  /** Under which WhatsApp has its file; absent when it has none, or has it no longer. */
  readonly mediaId?: string;
  readonly leaseToken: number;
  /** Calls made before this one. */
  readonly attempts: number;
  readonly requestId: string;
  /** When the message was committed. */
  readonly createdAt: Date;
  /** From when on it could be claimed. */
  readonly dueAt: Date;
  /** Of a notice. */
  readonly about?: NoticeSubject;
  /** Of the conversation, when it was claimed. */
  readonly waitsForWindow: boolean;
  /** Its number was stopped: whether it goes out decides about the others. */
  readonly isProbe: boolean;
  readonly lastErrorClass?: string;
};

/** Milliseconds. Renewed where less than `least` is left, which must be longer than a call to WhatsApp may take. */
export type LeaseTimes = { readonly full: number; readonly least: number };

/** When a place is free that nobody else has taken by then; whether it was the number's rate that had none, and not only the pair's. */
export type NoPlace = { readonly notBefore: Date; readonly isNumberFull: boolean };

/** Numbers of a clinic: this one, those in an account of Meta's, or all. */
export type StoppableNumbers = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber?: PhoneDigits;
  readonly wabaId?: string;
};

export type StoppedNumber = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  /** How often in a row. */
  readonly count: number;
};

/** Outbound messages are the outbox. Contract: tests/contract/contracts/messaging/outbox.contract.ts */
export interface Outbox {
  /**
   * Claims due sends, rotating over clinics, at most one per conversation and never one that has an older open
   * message before it; numbers whose sends are stopped are left out, and a number that was stopped
   * has one send in hand at a time.
   */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedSend[]>;
  /**
   * Takes a place in the pair's and the number's rate, and renews the lease where too little of it is left. `go`: send
   * now, this is the moment from which a human comes too late; otherwise the earliest time to ask again, and nothing is
   * taken. `lost`: somebody else has the message; `overtaken`: a human has stepped in since the claim; `number-stopped`:
   * the sends of its number have been stopped since the claim, and this is no probe. Then it must not be sent.
   */
  reservePlace(
    send: ClaimedSend,
    policy: PacingPolicy,
    lease: LeaseTimes,
  ): Promise<'go' | 'lost' | 'overtaken' | 'number-stopped' | NoPlace>;
  /** Marks that a repetition of an unknown send starts. `false` when the lease was lost. */
  markResend(send: ClaimedSend): Promise<boolean>;
  /**
   * What is sent from now on, e.g. after events have overtaken what was queued. A template is kept beside what was
   * written; anything else takes its place. `false` when the lease was lost.
   */
  rewrite(send: ClaimedSend, content: SentContent): Promise<boolean>;
  /**
   * Records how the claim ended. A status that arrived meanwhile is kept. `false`, and no change, when the lease is
   * not ours any more; but that WhatsApp accepted the message is a fact, and recorded whoever has the lease.
   * What is `waiting` is due at once when the patient has written since the claim; what an `unanswered` one answered
   * waits for an answer again.
   */
  settle(send: ClaimedSend, settlement: Settlement, now: Date): Promise<boolean>;
  /** Stops the sends of numbers for a while (a probe of each goes out then). All that these are. */
  stopNumbers(
    which: StoppableNumbers,
    stop: { readonly by: StopSource; readonly reason: string },
    now: Date,
  ): Promise<readonly StoppedNumber[]>;
  /** Ends the stops that these proofs end (`endsStop`). The numbers whose sends were stopped and go on now. */
  resumeNumbers(
    proofs: readonly { readonly which: StoppableNumbers; readonly proof: ResumeProof }[],
  ): Promise<readonly Omit<StoppedNumber, 'count'>[]>;
  /**
   * Queues what waits although the patient has written after it was made, and later than `openSince`; at most `limit`, of
   * all clinics. What WhatsApp has refused several times goes on waiting. How many.
   */
  queueOverlooked(openSince: Date, limit: number): Promise<number>;
  /** Milliseconds until the next send that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
