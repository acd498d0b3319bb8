import { z } from 'zod';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic } from '../../api/schemas.ts';
import { HttpRefusal } from '../../server/error-response.ts';
import type { LiveConversations } from '../../events/live-conversations.ts';

export type ConversationEventNeeds = { liveConversations: LiveConversations };

const retryAfterMs = 15_000;
const headers = {
  // for proxies that would gather the answer before they pass it on
  'x-accel-buffering': 'no',
};

export const conversationEventEndpoints = ({
  liveConversations,
}: ConversationEventNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'watchConversations',
    method: 'GET',
    path: '/api/clinics/:clinicId/conversations/events',
    summary: {
      en: 'What happens in the clinic, as server-sent events: message-stored, message-status, conversation-changed, note-changed with ids, patient-erased with the id of the contact of whom nothing is there any more, agenda-changed, alerts-changed and google-changed of the clinic, presence (who reads or writes, and for how many seconds that is believed), and resync, which means: read again what you show',
      pt: 'O que acontece na clínica, como server-sent events: message-stored, message-status, conversation-changed, note-changed com ids, patient-erased com o id do contato de quem não há mais nada, agenda-changed, alerts-changed e google-changed da clínica, presence (quem lê ou escreve, e por quantos segundos isso vale), e resync, que pede: leia de novo o que está na tela',
    },
    tag: 'conversations',
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic) },
    responses: { 200: { mediaType: 'text/event-stream' } },
    errors: ['http.too-many-streams', 'health.not-ready'],
    handler: async ({ clinicId, caller, method }) => {
      if (method === 'HEAD') return reply(200, '', { headers });
      const stream = liveConversations.open(clinicId, caller);
      if (stream === 'full')
        throw new HttpRefusal('http.too-many-streams', 'Too many readers watch already', { retryAfterMs });
      if (stream === 'stopping') throw new HttpRefusal('health.not-ready', 'The process is stopping');
      return reply(200, stream, { headers });
    },
  }),
];
