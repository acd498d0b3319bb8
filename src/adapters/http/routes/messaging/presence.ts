import { z } from 'zod';
import type { SharePresence } from '../../../../application/inbox/share-presence.ts';
import { presences, presenceSeconds } from '../../../../domain/inbox/presence.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { staff } from '../../api/schemas.ts';
import { oneConversation } from './conversation-schemas.ts';

export type PresenceNeeds = { sharePresence: SharePresence };

const { reading, writing } = presenceSeconds;

export const presenceEndpoints = ({ sharePresence }: PresenceNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'sharePresence',
    method: 'POST',
    path: '/api/clinics/:clinicId/conversations/:conversationId/presence',
    summary: {
      en: `Tell the colleagues that you have the conversation open or are writing; believed for ${reading} and ${writing} seconds, and stored nowhere`,
      pt: `Dizer aos colegas que você está com a conversa aberta ou escrevendo; vale por ${reading} e ${writing} segundos e não fica guardado`,
    },
    tag: 'conversations',
    access: { roles: staff, clinicFrom: 'params', callers: 'people' },
    request: { params: oneConversation, body: z.strictObject({ doing: z.enum(presences) }) },
    responses: { 204: 'empty' },
    errors: ['conversation.not-found'],
    audit: 'nothing-changes',
    handler: async ({ clinicId, params: { conversationId }, body, caller: { actor } }) => {
      await sharePresence({ clinicId, conversationId, actor, doing: body.doing });
      return reply(204, undefined);
    },
  }),
];
