import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import { given } from '../../domain/given.ts';
import {
  FileIncomplete,
  FileTooLarge,
  UploadedFileNotFound,
} from '../../domain/messaging/messages/media-errors.ts';
import { largestMedia } from '../../domain/messaging/messages/media.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import { sendableFile, type SendableFile } from '../../domain/messaging/sending/sendable-file.ts';
import type { MediaVault } from '../ports/media/media-vault.ts';
import type { FileId, OutgoingFiles } from '../ports/media/outgoing-files.ts';

type TakenFile = SendableFile & { readonly id: FileId; readonly size: number };

/**
 * Keeps a file that somebody of the clinic wants to send, sealed, and says as what it would go.
 * @throws ConversationNotFound, FileTooLarge, FileTypeRefused, FileIncomplete
 */
export type TakeFile = (file: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly id: FileId;
  readonly uploadedBy: string;
  readonly fileName?: string;
  /** How many bytes will come. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}) => Promise<TakenFile>;

type Needs = { outgoingFiles: OutgoingFiles; mediaVault: MediaVault };

export const makeTakeFile =
  ({ outgoingFiles, mediaVault }: Needs): TakeFile =>
  async ({ bytes, size, fileName, ...file }) => {
    const { clinicId, id } = file;
    if (size > largestMedia) throw new FileTooLarge({ kind: 'document', size, largest: largestMedia });
    const begun = await outgoingFiles.begin(file);
    if (begun === undefined) throw new ConversationNotFound(file.conversationId);
    try {
      const kept = await mediaVault.keep({ clinicId, name: begun.blobName }, bytes, size).catch(refusal);
      const { type, codec, digest, sealedKey } = kept;
      const sendable = sendableFile({ type, size, ...given({ codec, fileName }) });
      const known = await outgoingFiles.complete(
        { clinicId, id },
        { ...sendable, size, sha256: digest.hex, sealedKey },
      );
      if (!known) throw new UploadedFileNotFound();
      return { ...sendable, id, size };
    } catch (error) {
      // what the process did not live to forget is forgotten with all that was not sent
      await outgoingFiles.forget({ clinicId, id }).catch(() => undefined);
      throw error;
    }
  };

/** Whoever sends has broken off, or sent something else than they said; all else is our own fault. */
function refusal(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  throw code === 'size-differs' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
    ? new FileIncomplete()
    : error;
}
