import { forged, type AttacksOf, type Target } from './target.ts';

/** Of files and voice notes. */
export function filesAttacks({
  stores,
  own,
  of,
  now,
  conversation,
  message,
  told,
}: Target): AttacksOf<'outgoingFiles' | 'mediaUploads' | 'messageMedia' | 'voiceNotes'> {
  const send = forged({
    ...{ clinicId: own, messageId: message['id'], conversationId: conversation['id'], leaseToken: 7 },
    from: { clinicId: own, whatsappNumber: conversation['whatsapp_number'] },
  });
  return {
    'outgoingFiles.begin': () =>
      stores.outgoingFiles.begin({
        ...{ clinicId: own, id: crypto.randomUUID() as never, uploadedBy: 'x' },
        conversationId: conversation['id'] as never,
      }),
    'outgoingFiles.complete': async () =>
      told(
        await stores.outgoingFiles.complete(
          { clinicId: own, id: of('outgoing_files')['id'] as never },
          forged({
            kind: 'image',
            mimeType: 'x',
            fileName: 'x',
            isVoice: false,
            size: 1,
            sha256: 'x',
            sealedKey: 'x',
          }),
        ),
      ),
    'outgoingFiles.forget': () =>
      stores.outgoingFiles.forget({ clinicId: own, id: of('outgoing_files')['id'] as never }),
    'outgoingFiles.forgetUnsent': 'no clinic: of all',
    'mediaUploads.claim': 'no clinic: rotates over all',
    'mediaUploads.msUntilDue': 'no clinic: a time of all',
    'mediaUploads.settle': async () =>
      told(
        await stores.mediaUploads.settle(
          forged({ clinicId: own, messageId: of('media_uploads')['message_id'], leaseToken: 7 }),
          { to: 'simulated' },
          now,
        ),
      ),
    'mediaUploads.renew': async () => told((await stores.mediaUploads.renew(send)) !== 'lost'),
    'messageMedia.claim': 'no clinic: rotates over all',
    'messageMedia.msUntilDue': 'no clinic: a time of all',
    'messageMedia.deletedBlobs': 'no clinic: of all',
    'messageMedia.forgetBlobs': 'no clinic: of all',
    'messageMedia.find': () =>
      stores.messageMedia.find({
        clinicId: own,
        conversationId: conversation['id'] as never,
        messageId: of('message_media')['message_id'] as never,
      }),
    'messageMedia.hasUnavailable': async () =>
      told(
        await stores.messageMedia.hasUnavailable({
          clinicId: own,
          conversationId: conversation['id'] as never,
        }),
      ),
    'messageMedia.settle': async () =>
      told(
        await stores.messageMedia.settle(
          forged({ clinicId: own, messageId: of('message_media')['message_id'], leaseToken: 7 }),
          { to: 'unavailable', code: 'x' },
          now,
        ),
      ),
    'voiceNotes.claim': 'no clinic: rotates over all',
    'voiceNotes.msUntilDue': 'no clinic: a time of all',
    'voiceNotes.settle': async () =>
      told(
        await stores.voiceNotes.settle(
          forged({
            clinicId: own,
            messageId: of('message_media')['message_id'],
            conversationId: conversation['id'],
            leaseToken: 7,
          }),
          { to: 'unheard', code: 'x' },
        ),
      ),
  };
}
