import { z } from 'zod';
import type { SubscribeBrowser } from '../../../../application/inbox/push/subscribe-browser.ts';
import type { PushService } from '../../../../application/ports/push/push-service.ts';
import type { PushSubscriptions } from '../../../../application/ports/push/push-subscriptions.ts';
import { given } from '../../../../domain/given.ts';
import { PushSubscriptionNotFound } from '../../../../domain/inbox/push-errors.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { inClinic, instant, line, staff, uuidAsked, uuidGiven } from '../../api/schemas.ts';

const tag = 'push';
const path = '/api/clinics/:clinicId/push';
const params = z.strictObject(inClinic);
const people = { roles: staff, clinicFrom: 'params', callers: 'people' } as const;
const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]+$/, 'Expected base64url');

export type PushNeeds = {
  pushService: Pick<PushService, 'publicKey'>;
  pushSubscriptions: Pick<PushSubscriptions, 'remove'>;
  subscribeBrowser: SubscribeBrowser;
};

export const pushEndpoints = ({
  pushService,
  pushSubscriptions,
  subscribeBrowser,
}: PushNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'getPushKey',
    method: 'GET',
    path,
    summary: {
      en: 'What a browser subscribes with, to be told of waiting conversations while the console is closed',
      pt: 'Com o que o navegador se inscreve para receber avisos de conversas à espera com o console fechado',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params },
    responses: {
      200: z.object({
        publicKey: z.string().optional().describe('Absent where this installation sends none'),
      }),
    },
    handler: async () => reply(200, given({ publicKey: pushService.publicKey })),
  }),

  endpoint({
    id: 'subscribeBrowser',
    method: 'PUT',
    path: `${path}/browser`,
    summary: {
      en: 'Tell this browser when a conversation begins to wait for people, or go on doing so',
      pt: 'Avisar este navegador quando uma conversa começar a esperar por pessoas, ou continuar avisando',
    },
    tag,
    access: people,
    request: {
      params,
      body: z.strictObject({
        url: line(1_000).describe('`endpoint` of the browser’s own subscription'),
        publicKey: base64url(100).describe('Its key `p256dh`'),
        authSecret: base64url(50).describe('Its key `auth`'),
      }),
    },
    responses: {
      200: z.object({
        id: uuidGiven,
        endsAt: instant.describe('Unless it is said again before'),
      }),
    },
    errors: ['push.not-set-up', 'push.endpoint-refused'],
    audit: { action: 'push.subscribe', subject: () => 'browser' },
    handler: async ({ clinicId, body, caller }) =>
      reply(200, await subscribeBrowser({ clinicId, endpoint: body, by: caller })),
  }),

  endpoint({
    id: 'unsubscribeBrowser',
    method: 'DELETE',
    path: `${path}/browser/:id`,
    summary: {
      en: 'Tell a browser of yours nothing more of the clinic',
      pt: 'Não avisar mais um navegador seu sobre a clínica',
    },
    tag,
    access: people,
    request: { params: z.strictObject({ ...inClinic, id: uuidAsked }) },
    responses: { 204: 'empty' },
    errors: ['push.subscription-not-found'],
    audit: { action: 'push.unsubscribe', subject: () => 'browser' },
    handler: async ({ clinicId, params: { id }, caller: { userId } }) => {
      if (!(await pushSubscriptions.remove(clinicId, userId, id))) throw new PushSubscriptionNotFound();
      return reply(204, undefined);
    },
  }),
];
