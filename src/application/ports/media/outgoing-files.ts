import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { SendableFile } from '../../../domain/messaging/sending/sendable-file.ts';
import type { SealedToken } from '../connection/token-cipher.ts';

export type FileId = string & { readonly brand: 'FileId' };
export const fileId = (value: string) => value as FileId;

type Place = { readonly clinicId: ClinicId; readonly id: FileId };

/** What was found when its bytes were kept. */
export type UploadedFile = SendableFile & {
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly sealedKey: SealedToken;
};

/**
 * Files that people of a clinic have uploaded and not sent yet. They leave with their conversation.
 * Contract: tests/contract/contracts/messaging/files/outgoing-files.contract.ts
 */
export interface OutgoingFiles {
  /**
   * Names the blob before it is written, so that what a crash leaves behind is removed. `undefined` when the clinic has no
   * such conversation.
   */
  begin(
    file: Place & { readonly conversationId: ConversationId; readonly uploadedBy: string },
  ): Promise<{ readonly blobName: string } | undefined>;
  /** `false`, and no change, when it was forgotten meanwhile. */
  complete(place: Place, file: UploadedFile): Promise<boolean>;
  /** Its blob is named for removal. */
  forget(place: Place): Promise<void>;
  /** Of all clinics, what was begun before; at most `limit`. How many. */
  forgetUnsent(before: Date, limit: number): Promise<number>;
}
