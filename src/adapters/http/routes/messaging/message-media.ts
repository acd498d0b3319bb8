import { Readable } from 'node:stream';
import { z } from 'zod';
import type { OpenMedia, ServedMedia } from '../../../../application/media/open-media.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { inClinic, staff, uuidAsked } from '../../api/schemas.ts';
import { messageIdAsked } from './conversation-schemas.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';

export type MessageMediaNeeds = { openMedia: OpenMedia };

const oneMessage = z.strictObject({
  ...inClinic,
  conversationId: uuidAsked
    .transform(conversationId)
    .meta({ jsonSchema: { type: 'string', format: 'uuid' } }),
  messageId: messageIdAsked,
});

export const messageMediaEndpoints = ({ openMedia }: MessageMediaNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'getMessageMedia',
    method: 'GET',
    path: '/api/clinics/:clinicId/conversations/:conversationId/messages/:messageId/media',
    summary: {
      en: 'The file of a message. Pictures, audio and video come as what they are, everything else as a download',
      pt: 'O arquivo de uma mensagem. Imagens, áudios e vídeos vêm como são; o resto, como download',
    },
    tag: 'conversations',
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: oneMessage },
    responses: { 200: { mediaType: 'application/octet-stream' } },
    errors: ['media.not-found', 'media.not-ready', 'media.unavailable'],
    handler: async ({ params }) => {
      const media = await openMedia(params);
      return reply(200, Readable.from(media.bytes, { objectMode: false }), { headers: headersOf(media) });
    },
  }),
];

/** Hostile by default: it is never sniffed for another type, runs nothing, and is framed by nobody. */
const headersOf = ({ type, size, isInline, fileName = 'arquivo' }: ServedMedia) => ({
  'content-type': type,
  'content-length': String(size),
  'content-disposition': `${isInline ? 'inline' : 'attachment'}; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodedName(fileName)}`,
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
});

/** No path, no control characters, nothing that turns the direction of writing around. */
const plainName = (name: string): string =>
  name.replace(/[\p{C}\p{Zl}\p{Zp}"/\\:*?<>|]/gu, '_').slice(0, 200) || 'arquivo';

const asciiName = (name: string): string =>
  plainName(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .-]/g, '_');

const encodedName = (name: string): string =>
  encodeURIComponent(plainName(name).toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
