import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { FileId } from '../../../../application/ports/media/outgoing-files.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../../domain/messaging/message.ts';
import { UploadedFileNotFound } from '../../../../domain/messaging/messages/media-errors.ts';
import { bareType } from '../../../../domain/messaging/messages/media.ts';
import type { SendableFile } from '../../../../domain/messaging/sending/sendable-file.ts';
import { fileContent, type TeamContent } from '../../../../domain/messaging/sending/team-content.ts';
import { lockConversation } from '../notices.ts';

const fileRow = z
  .object({
    conversation_id: z.string().transform((id) => id as ConversationId),
    kind: z.enum(['image', 'video', 'audio', 'document']),
    mime_type: z.string(),
    file_name: z.string(),
    is_voice: z.boolean(),
  })
  .transform(({ conversation_id: conversationId, kind, mime_type, file_name, is_voice }) => ({
    conversationId,
    file: { kind, mimeType: mime_type, fileName: file_name, isVoice: is_voice } satisfies SendableFile,
  }));

type HeldFile = { readonly id: FileId; readonly mimeType: string; readonly content: TeamContent };

/** The uploaded file as it is sent, held until the transaction ends. @throws UploadedFileNotFound, CaptionNotPossible */
export async function holdOutgoing(
  client: PoolClient,
  clinicId: ClinicId,
  conversation: ConversationId,
  { file: id, caption }: { readonly file: FileId; readonly caption: string },
): Promise<HeldFile> {
  const { rows } = await client.query(
    `select conversation_id, kind, mime_type, file_name, is_voice
     from outgoing_files
     where clinic_id = $1 and id = $2 and sealed_key is not null
     for update`,
    [clinicId, id],
  );
  const found = fileRow.optional().parse(rows[0]);
  // uploaded before its conversation went into another one
  const place = found && (await lockConversation(client, clinicId, found.conversationId));
  if (found === undefined || place !== conversation) throw new UploadedFileNotFound();
  const { mimeType } = found.file;
  return { id, mimeType, content: fileContent(found.file, caption) };
}

/** The file is the message's from here, and due at WhatsApp. */
export async function giveToMessage(
  client: PoolClient,
  clinicId: ClinicId,
  messageId: MessageId,
  { id, mimeType }: HeldFile,
): Promise<void> {
  await client.query(
    `insert into message_media (
       clinic_id, message_id, blob_id, file_name, state, content_type, size, sha256, sealed_key, lease_token,
       available_until, stored_at
     )
     select clinic_id, $3, id, file_name, 'stored', $4, size, sha256, sealed_key, 1, now(), now()
     from outgoing_files
     where clinic_id = $1 and id = $2`,
    [clinicId, id, messageId, bareType(mimeType)],
  );
  await client.query(
    'insert into media_uploads (clinic_id, message_id, mime_type, next_attempt_at) values ($1, $2, $3, now())',
    [clinicId, messageId, mimeType],
  );
  await client.query('update outgoing_files set is_sent = true where clinic_id = $1 and id = $2', [
    clinicId,
    id,
  ]);
  await client.query('delete from outgoing_files where clinic_id = $1 and id = $2', [clinicId, id]);
  await client.query(`select pg_notify('atende_work', 'upload:0')`);
}
