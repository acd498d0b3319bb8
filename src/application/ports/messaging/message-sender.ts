import type { ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import type { MessageId } from '../../../domain/messaging/message.ts';
import type { SentContent } from '../../../domain/messaging/sending/team-content.ts';
import type { SendFailure } from '../../../domain/messaging/send-failure.ts';

export type SendRequest = {
  /** Comes back in status webhooks, so that an unknown outcome can be settled. */
  readonly messageId: MessageId;
  readonly from: ClinicNumber;
  /** The phone is preferred where known; otherwise the BSUID. */
  readonly to: Pick<Sighting, 'phone' | 'bsuid'>;
  readonly content: SentContent;
  /** WhatsApp's id of the message that it quotes or reacts to. */
  readonly refersTo?: string;
  /** Under which WhatsApp has its file; absent when it has none, or has it no longer. */
  readonly mediaId?: string;
  readonly requestId: string;
};

export type SendOutcome =
  | {
      readonly outcome: 'accepted';
      /** Absent when WhatsApp said yes in words that could not be read: a status will bring it. */
      readonly metaMessageId?: string;
      /** The form of the number that WhatsApp knows; may differ from the one we sent to. */
      readonly waId?: string;
      readonly bsuid?: string;
      readonly parentBsuid?: string;
      readonly traceId?: string;
    }
  /** Proven not accepted. `isOwn`: what was missing was ours, and WhatsApp was not asked. */
  | { readonly outcome: 'refused'; readonly failure: SendFailure; readonly isOwn?: true }
  /** The request may have been accepted: timeout, reset or 5xx after the body was written. Not to be repeated blindly. */
  | { readonly outcome: 'unknown'; readonly failure: SendFailure };

/** Hands messages to WhatsApp. Never retries by itself and never throws for a vendor failure. */
export interface MessageSender {
  send(request: SendRequest): Promise<SendOutcome>;
  /** Blue ticks and "typing…" on the patient's phone. Best effort: `false` when the vendor refused. */
  markRead(request: {
    readonly from: ClinicNumber;
    readonly metaMessageId: string;
    readonly typing: boolean;
    readonly requestId: string;
  }): Promise<boolean>;
}
