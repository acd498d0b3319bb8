import type { FileId, OutgoingFiles } from '../../../application/ports/media/outgoing-files.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { UploadedFileNotFound } from '../../../domain/messaging/messages/media-errors.ts';
import { bareType } from '../../../domain/messaging/messages/media.ts';
import { fileContent, type TeamContent } from '../../../domain/messaging/sending/team-content.ts';
import type { MemoryDatabase } from '../database.ts';
import { placeOf } from '../messaging/notices.ts';
import type { ConversationRow, MessageRow, OutgoingFileRow } from '../rows.ts';

const blobNameOf = ({ clinicId, id }: Pick<OutgoingFileRow, 'clinicId' | 'id'>) => `${clinicId}/${id}/1`;

export const memoryOutgoingFiles = (db: MemoryDatabase): OutgoingFiles => {
  const find = (clinicId: ClinicId, id: FileId) => {
    const row = db.outgoingFiles.get(id);
    return row?.clinicId === clinicId ? row : undefined;
  };
  const forget = (row: OutgoingFileRow) => {
    db.outgoingFiles.delete(row.id);
    db.deletedBlobs.add(blobNameOf(row));
  };
  return {
    begin: ({ clinicId, id, conversationId: asked, uploadedBy }) =>
      db.atomically(() => {
        const place = placeOf(db, asked);
        if (place?.clinicId !== clinicId) return undefined;
        const row = { clinicId, id, conversationId: place.id, uploadedBy, createdAt: db.clock.now() };
        db.outgoingFiles.set(id, row);
        return { blobName: blobNameOf(row) };
      }),

    complete: ({ clinicId, id }, file) =>
      db.atomically(() => {
        const row = find(clinicId, id);
        if (row === undefined || row.file !== undefined) return false;
        row.file = file;
        return true;
      }),

    forget: ({ clinicId, id }) =>
      db.atomically(() => {
        const row = find(clinicId, id);
        if (row !== undefined) forget(row);
      }),

    forgetUnsent: (before, limit) =>
      db.atomically(() => {
        const old = [...db.outgoingFiles.values()]
          .filter(({ createdAt }) => createdAt < before)
          .slice(0, limit);
        old.forEach(forget);
        return old.length;
      }),
  };
};

type Asked = { readonly file: FileId; readonly caption: string };
type HeldFile = { readonly row: Required<OutgoingFileRow>; readonly content: TeamContent };

/** The uploaded file as it is sent. @throws UploadedFileNotFound, CaptionNotPossible */
export function heldOutgoing(db: MemoryDatabase, place: ConversationRow, { file, caption }: Asked): HeldFile {
  const row = db.outgoingFiles.get(file);
  if (row?.clinicId !== place.clinicId || placeOf(db, row.conversationId)?.id !== place.id)
    throw new UploadedFileNotFound();
  if (row.file === undefined) throw new UploadedFileNotFound();
  return { row: { ...row, file: row.file }, content: fileContent(row.file, caption) };
}

/** The file is the message's from here, and due at WhatsApp. */
export function giveToMessage(db: MemoryDatabase, message: MessageRow, { row }: HeldFile): void {
  const { clinicId, id, file } = row;
  const now = db.clock.now();
  const { fileName, mimeType, size, sealedKey } = file;
  message.nextAttemptAt = undefined;
  db.outgoingFiles.delete(id);
  db.media.push({
    ...{ clinicId, message, blobId: id, reference: { mediaId: '' }, fileName, availableUntil: now },
    ...{ state: 'stored', type: bareType(mimeType), size, sealedKey, errorCode: undefined },
    ...{
      attempts: 0,
      nextAttemptAt: undefined,
      leaseUntil: undefined,
      leaseToken: 1,
      storedAt: now,
      voice: undefined,
    },
  });
  db.uploads.push({
    ...{ clinicId, message, mimeType, attempts: 0, nextAttemptAt: now },
    ...{ leaseUntil: undefined, leaseToken: 0, mediaId: undefined, usableUntil: undefined },
  });
}
