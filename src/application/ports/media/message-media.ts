import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { MediaState } from '../../../domain/messaging/messages/media.ts';
import type { SealedToken } from '../connection/token-cipher.ts';

/** A file that is due to be fetched, held under a lease. */
export type ClaimedMedia = {
  readonly clinicId: ClinicId;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly number: ClinicNumber;
  readonly mediaId: string;
  readonly declaredSha256?: string;
  readonly attempts: number;
  readonly availableUntil: Date;
  /** Where this claim may keep it; no other claim ever has the same name. */
  readonly blobName: string;
  readonly leaseToken: number;
  /** Of a patient, to be listened to once it is here. */
  readonly isVoice: boolean;
};

export type MediaSettlement =
  | {
      readonly to: 'stored';
      readonly type: string;
      readonly size: number;
      /** Hexadecimal. */
      readonly sha256: string;
      readonly sealedKey: SealedToken;
      /** It is to be listened to: see `VoiceNotes`. */
      readonly isToBeHeard?: boolean;
    }
  | { readonly to: 'retry'; readonly at: Date; readonly code: string }
  | { readonly to: 'unavailable'; readonly code: string };

export type StoredMedia = {
  readonly state: MediaState;
  readonly blobName: string;
  readonly fileName?: string;
  readonly type?: string;
  readonly size?: number;
  readonly sealedKey?: SealedToken;
  readonly errorCode?: string;
};

export type DeletedBlob = { readonly clinicId: ClinicId; readonly name: string };

/**
 * Files of messages. They come with their message (`Inbox.append`) and leave with it, whatever removes it.
 * Contract: tests/contract/contracts/messaging/message-media.contract.ts
 */
export interface MessageMedia {
  /** Claims what is due, oldest first within a clinic, in turns over the clinics. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedMedia[]>;
  /** `false`, and no change, when the lease is not ours any more. */
  settle(media: ClaimedMedia, settlement: MediaSettlement, now: Date): Promise<boolean>;
  /** `undefined` also when the message was deleted by the patient. */
  find(place: {
    readonly clinicId: ClinicId;
    readonly conversationId: ConversationId;
    readonly messageId: MessageId;
  }): Promise<StoredMedia | undefined>;
  /** Whether a file of the conversation could not be had. */
  hasUnavailable(place: {
    readonly clinicId: ClinicId;
    readonly conversationId: ConversationId;
  }): Promise<boolean>;
  msUntilDue(): Promise<number | undefined>;
  /** Blobs whose file has gone, oldest first. */
  deletedBlobs(limit: number): Promise<readonly DeletedBlob[]>;
  /** They have left the blob store. */
  forgetBlobs(blobs: readonly DeletedBlob[]): Promise<void>;
}
