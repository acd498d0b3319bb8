import { z } from 'zod';
import type { ConnectGoogle } from '../../../../application/connection/connect-google.ts';
import type {
  DisconnectGoogle,
  Disconnection,
} from '../../../../application/connection/disconnect-google.ts';
import type { GoogleConnectionStatus } from '../../../../application/connection/google-connection-status.ts';
import type { Log } from '../../../../application/ports/operations/log.ts';
import type { Secrets } from '../../../../application/ports/system/secrets.ts';
import { stateLifeMs } from '../../../../domain/connection/oauth-state.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, instant } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';
import { browserCookie, keepsCookies, readBrowser } from '../../server/browser-cookie.ts';

export type ConnectionNeeds = {
  connectGoogle: ConnectGoogle;
  googleConnectionStatus: GoogleConnectionStatus;
  disconnectGoogle: DisconnectGoogle;
  secrets: Secrets;
  log: Log;
  /** Whether the outside reaches us by https. */
  isSecure: boolean;
};

const tag = 'google';
const ofClinic = z.strictObject(inClinic);
const report = z
  .object({
    status: z.enum(['not_connected', 'connected', 'renewing_failed', 'reconnect_required', 'disconnecting']),
    connected: z.boolean().describe('A connection exists and Google is being asked with it'),
    valid: z.boolean().describe('Calls work at this moment'),
    expiresAt: instant.optional(),
    accountEmail: z.string().optional(),
    scopes: z.array(z.string()).readonly(),
    lastSuccessAt: instant.optional(),
    accessEndsAt: instant.optional().describe('When the grant itself will end'),
    reason: z.string().optional().describe('In Portuguese, for the screen; absent when all is well'),
    nextStep: z.string().optional().describe('In Portuguese, for the screen'),
  })
  .meta({ id: 'GoogleConnection' });

/** The clinic's Google connection: begin, status, end. The way back from Google is in google-callback.ts. */
export const googleConnectionEndpoints = (needs: ConnectionNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'startGoogleConsent',
    method: 'POST',
    path: '/api/google/oauth/start',
    summary: {
      en: 'Begin to connect the clinic’s Google account: the URL of the consent page',
      pt: 'Começar a conectar a conta do Google da clínica: o endereço da autorização',
    },
    tag,
    access: { roles: admins, clinicFrom: 'body' },
    request: {
      body: z.strictObject({
        ...inClinic,
        returnTo: z
          .string()
          .max(500)
          .optional()
          .describe('The page under `/console` to come back to, with `outcome` and `missing` added'),
      }),
    },
    responses: { 200: z.object({ consentUrl: z.string(), state: z.string(), expiresAt: instant }) },
    audit: { action: 'google.consent-begun', subject: () => 'google' },
    handler: async (request) => {
      const { clinicId, body } = request;
      const { actor: userId } = request.caller;
      const browser = keepsCookies(request) ? (readBrowser(request) ?? needs.secrets.next()) : undefined;
      const begun = await needs.connectGoogle.start({
        clinicId,
        userId,
        ...given({ browser }),
        ...given({ returnTo: body.returnTo }),
      });
      needs.log.info({ requestId: request.requestId, clinicId }, 'google consent begun');
      if (browser === undefined) return reply(200, begun);
      const cookie = browserCookie(browser, { isSecure: needs.isSecure, lifeMs: stateLifeMs });
      return reply(200, begun, { headers: { 'set-cookie': cookie } });
    },
  }),

  endpoint({
    id: 'googleConnectionStatus',
    method: 'GET',
    path: '/api/google/session/status',
    summary: { en: 'How the Google connection stands', pt: 'Como está a conexão com o Google' },
    tag,
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: ofClinic },
    responses: { 200: report },
    handler: async ({ clinicId }) => reply(200, await needs.googleConnectionStatus(clinicId)),
  }),

  endpoint({
    id: 'disconnectGoogle',
    method: 'DELETE',
    path: '/api/google/oauth/disconnect',
    summary: {
      en: 'Disconnect Google: tokens and chosen calendars are erased here, whatever Google says',
      pt: 'Desconectar o Google: chaves e agendas escolhidas são apagadas aqui, responda o Google ou não',
    },
    tag,
    access: { roles: admins, clinicFrom: 'query' },
    request: { query: ofClinic },
    responses: {
      200: z.object({
        disconnected: z.literal(true),
        wasConnected: z.boolean(),
        accessAtGoogle: z.enum(['revoked', 'kept', 'pending', 'none']),
        message: z.string().describe('In Portuguese, for the screen'),
      }),
    },
    audit: { action: 'google.disconnect', subject: () => 'google' },
    handler: async ({ clinicId, requestId, note }) => {
      const ended = await needs.disconnectGoogle(clinicId);
      const { accessAtGoogle } = ended;
      note({ accessAtGoogle });
      needs.log.info({ requestId, clinicId, accessAtGoogle }, 'google disconnected');
      return reply(200, { disconnected: true as const, ...ended, message: words[accessAtGoogle] });
    },
  }),
];

const words: Readonly<Record<Disconnection['accessAtGoogle'], string>> = {
  revoked: 'A conta do Google foi desconectada e o acesso no Google foi encerrado.',
  kept: 'A conta do Google foi desconectada. O acesso no Google continua, porque outra conexão usa a mesma conta; para encerrá-lo em tudo, remova-o em myaccount.google.com/permissions.',
  pending:
    'A conta do Google foi desconectada. O Google ainda não confirmou o fim do acesso; continuamos pedindo.',
  none: 'Não havia conta do Google conectada.',
};
