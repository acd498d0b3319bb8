import {
  fileId,
  type FileId,
  type UploadedFile,
} from '../../../src/application/ports/media/outgoing-files.ts';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import { takeOver } from '../../../src/domain/messaging/human-act.ts';
import { messageId, type MessageId } from '../../../src/domain/messaging/message.ts';
import type { SendableFile } from '../../../src/domain/messaging/sending/sendable-file.ts';
import type { TeamContent } from '../../../src/domain/messaging/sending/team-content.ts';
import type { Harness } from './harness.ts';
import { policy, type Party } from './steps.ts';

export const aPdf: UploadedFile = {
  kind: 'document',
  mimeType: 'application/pdf',
  fileName: 'preparo.pdf',
  isVoice: false,
  size: 5,
  sha256: 'ff',
  sealedKey: sealedToken('key'),
};

const placeOf = ({ clinicId, placement }: Party) => ({
  clinicId,
  conversationId: placement.conversationId,
});

/** Somebody of the clinic has uploaded a file. */
export async function upload(
  harness: Harness,
  party: Party,
  more: Partial<SendableFile> = {},
): Promise<{ readonly id: FileId; readonly blobName: string }> {
  const { outgoingFiles } = harness.stores;
  const id = fileId(harness.ids.next());
  const begun = await outgoingFiles.begin({ ...placeOf(party), id, uploadedBy: 'user:bia' });
  if (begun === undefined) throw new Error('No such conversation');
  await outgoingFiles.complete({ clinicId: party.clinicId, id }, { ...aPdf, ...more });
  return { id, ...begun };
}

/** …and sends it. */
export async function sendFile(
  harness: Harness,
  party: Party,
  file: FileId,
  caption = '',
): Promise<MessageId> {
  const id = messageId(harness.ids.next());
  const reply = { messageId: id, content: { file, caption }, sentBy: 'user:bia', requestId: 'r' };
  await harness.stores.humanActs.act({ ...placeOf(party), reply }, (state) =>
    takeOver(state, harness.now(), policy.humanQuietMs),
  );
  return id;
}

/** …and goes on in words. */
export const sayText = (harness: Harness, party: Party, body: string): Promise<void> =>
  say(harness, party, { type: 'text', body });

/** A message that names a file and has none, as an older version left copies of refused ones. */
export const sayFileLost = (harness: Harness, party: Party): Promise<void> =>
  say(harness, party, { type: 'document', body: 'Preparo', fileName: 'preparo.pdf', isVoice: false });

async function say(harness: Harness, party: Party, content: TeamContent): Promise<void> {
  const reply = { messageId: messageId(harness.ids.next()), content, sentBy: 'user:bia', requestId: 'r' };
  await harness.stores.humanActs.act({ ...placeOf(party), reply }, (state) =>
    takeOver(state, harness.now(), policy.humanQuietMs),
  );
}
