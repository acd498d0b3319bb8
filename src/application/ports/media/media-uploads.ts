import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { SendFailure } from '../../../domain/messaging/send-failure.ts';
import type { SealedToken } from '../connection/token-cipher.ts';
import type { ClaimedSend } from '../messaging/outbox.ts';

/** A file that is due at WhatsApp before its message can go, held under a lease. */
export type ClaimedUpload = {
  readonly clinicId: ClinicId;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly number: ClinicNumber;
  readonly blobName: string;
  readonly sealedKey: SealedToken;
  readonly size: number;
  /** As Meta wants it said. */
  readonly mimeType: string;
  readonly fileName: string;
  readonly attempts: number;
  readonly leaseToken: number;
  /** Nothing leaves the clinic. */
  readonly simulation: boolean;
};

export type UploadSettlement =
  | { readonly to: 'uploaded'; readonly mediaId: string; readonly usableUntil: Date }
  /** Nothing is sent to WhatsApp from this clinic. */
  | { readonly to: 'simulated' }
  | { readonly to: 'retry'; readonly at: Date; readonly code: string }
  /** The message fails with it. */
  | { readonly to: 'failed'; readonly failure: SendFailure };

/**
 * Files of messages on their way to WhatsApp. Until a file is there its message is queued without a time, and holds back
 * what was said after it. Uploading again does no harm: only the message names the file.
 * Contract: tests/contract/contracts/messaging/files/media-uploads.contract.ts
 */
export interface MediaUploads {
  /** Claims what is due, oldest first within a clinic, in turns over the clinics. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedUpload[]>;
  /** `false`, and no change, when the lease is not ours any more. */
  settle(upload: ClaimedUpload, settlement: UploadSettlement, now: Date): Promise<boolean>;
  /**
   * WhatsApp has the file no longer: the claimed message waits until it is there again. One of unknown outcome has had one
   * more resend with it. `lost`, and no change, when its lease is not ours any more; `no-file`, and no change, when there is
   * nothing to upload.
   */
  renew(send: ClaimedSend): Promise<'renewed' | 'lost' | 'no-file'>;
  msUntilDue(): Promise<number | undefined>;
}
