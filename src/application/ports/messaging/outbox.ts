import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId, MessageId, OutboundContent } from '../../../domain/messaging/message.ts';
import type { Settlement } from '../../../domain/messaging/delivery.ts';
import type { DueSend } from '../../../domain/messaging/outbound-decision.ts';
import type { PacingPolicy } from '../../../domain/messaging/pacing.ts';
import type { ResumeProof, StopSource } from '../../../domain/messaging/send-stop.ts';

/** The oldest open outbound message of a conversation, marked `sending` and held under a lease. */
export type ClaimedSend = DueSend & {
  readonly messageId: MessageId;
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly from: ClinicNumber;
  readonly to: Pick<Sighting, 'phone' | 'bsuid'>;
  readonly content: OutboundContent;
  readonly leaseToken: number;
  /** Calls made before this one. */
  readonly attempts: number;
  readonly requestId: string;
  /** When the message was committed. */
  readonly createdAt: Date;
};

/** Outbound messages are the outbox. Contract: tests/contract/contracts/messaging/outbox.contract.ts */
export interface Outbox {
  /**
   * Claims due sends, rotating over clinics, at most one per conversation and never one that has an older open
   * message before it; clinics whose sends are stopped are left out.
   */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedSend[]>;
  /**
   * Takes a place in the pair's and the number's rate and renews the lease. `go`: send now, this is the moment from which
   * a human comes too late; otherwise the earliest time to ask again, and nothing is taken. `lost`: somebody else has
   * the message; `overtaken`: a human has stepped in since the claim. Then it must not be sent.
   */
  reservePlace(
    send: ClaimedSend,
    policy: PacingPolicy,
    leaseMs: number,
  ): Promise<'go' | 'lost' | 'overtaken' | { readonly notBefore: Date }>;
  /** Marks that a repetition of an unknown send starts. `false` when the lease was lost. */
  markResend(send: ClaimedSend): Promise<boolean>;
  /**
   * Records how the claim ended. A status that arrived meanwhile is kept. `false`, and no change, when the lease is
   * not ours any more; but that WhatsApp accepted the message is a fact, and recorded whoever has the lease.
   */
  settle(send: ClaimedSend, settlement: Settlement, now: Date): Promise<boolean>;
  /** Stops a clinic's sends for a while (a probe goes out then). Returns how often in a row it was stopped. */
  stopClinic(
    clinicId: ClinicId,
    stop: { readonly by: StopSource; readonly reason: string },
    now: Date,
  ): Promise<number>;
  /** Ends the stops that these proofs end (`endsStop`). The clinics whose sends were stopped and go on now. */
  resumeClinics(
    proofs: readonly { readonly clinicId: ClinicId; readonly proof: ResumeProof }[],
  ): Promise<readonly ClinicId[]>;
  /** Milliseconds until the next send that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
