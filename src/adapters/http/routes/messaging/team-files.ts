import { z } from 'zod';
import type { ReplyAsHuman } from '../../../../application/messaging/reply-as-human.ts';
import type { TakeFile } from '../../../../application/media/take-file.ts';
import { fileId } from '../../../../application/ports/media/outgoing-files.ts';
import { given } from '../../../../domain/given.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { largestMedia } from '../../../../domain/messaging/messages/media.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, line, uuidAsked, uuidGiven } from '../../api/schemas.ts';
import {
  actedOf,
  oneConversation,
  personActing,
  replyErrors,
  sentReply,
  writer,
} from './conversation-schemas.ts';

export type TeamFileNeeds = { takeFile: TakeFile; replyAsHuman: ReplyAsHuman };

const path = '/api/clinics/:clinicId/conversations/:conversationId/files';
const subject = ({ params }: { params: { conversationId: string } }) =>
  `conversation:${params.conversationId}`;
const access = { roles: everybody, clinicFrom: 'params' } as const;
/** A hundred megabytes over a slow line. */
const uploadTimeoutMs = 10 * 60_000;

const fileIdAsked = uuidAsked.transform(fileId).meta({ jsonSchema: { type: 'string', format: 'uuid' } });

export const teamFileEndpoints = ({ takeFile, replyAsHuman }: TeamFileNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'uploadFile',
    method: 'POST',
    path,
    summary: {
      en: 'Upload a file to be sent; it waits for a day. What its bytes are decides as what it goes',
      pt: 'Carregar um arquivo para enviar; ele espera um dia. O conteúdo decide como ele vai',
    },
    tag: 'conversations',
    access,
    request: { params: oneConversation, query: z.strictObject({ fileName: line(200).optional() }) },
    rawBody: largestMedia,
    timeoutMs: uploadTimeoutMs,
    responses: {
      201: z
        .object({
          fileId: uuidGiven,
          kind: z.enum(['image', 'video', 'audio', 'document']).describe('As what it will be sent'),
          fileName: z.string(),
          type: z.string(),
          size: z.int(),
          isVoice: z.boolean().describe('Shown as if it was recorded in WhatsApp'),
        })
        .meta({ id: 'UploadedFile' }),
    },
    errors: [
      'conversation.not-found',
      'media.type-refused',
      'media.too-large',
      'media.incomplete',
      'media.upload-not-found',
    ],
    audit: { action: 'conversation.upload-file', subject },
    handler: async ({ params, query, caller, newId, raw, note }) => {
      note({ fileId: newId });
      const { mimeType: type, ...taken } = await takeFile({
        ...params,
        id: fileId(newId),
        uploadedBy: caller.actor,
        ...given({ fileName: query.fileName }),
        ...raw,
      });
      return reply(201, { ...taken, fileId: taken.id, type });
    },
  }),

  endpoint({
    id: 'sendFile',
    method: 'POST',
    path: `${path}/:fileId/send`,
    summary: { en: 'Send a file that was uploaded, once', pt: 'Enviar um arquivo carregado, uma vez' },
    tag: 'conversations',
    access,
    request: {
      params: oneConversation.extend({ fileId: fileIdAsked }),
      body: z.strictObject({
        caption: z.string().max(whatsAppLimits.caption).default('').describe('Not of an audio'),
        ...writer,
      }),
    },
    responses: { 201: sentReply },
    errors: [...replyErrors, 'media.upload-not-found', 'media.caption-not-possible'],
    idempotent: true,
    audit: { action: 'conversation.send-file', subject },
    handler: async ({ params, body, newId, caller, requestId, note }) => {
      const id = messageId(newId);
      note({ messageId: id });
      const { clinicId, conversationId } = params;
      const outcome = await replyAsHuman({
        clinicId,
        conversationId,
        by: personActing(caller),
        reply: {
          messageId: id,
          content: { file: params.fileId, caption: body.caption },
          sentBy: caller.actor,
          requestId,
          ...given({ seenUpTo: body.seenUpTo, refersTo: body.quotes }),
        },
      });
      return reply(201, { ...actedOf(outcome), messageId: id });
    },
  }),
];
