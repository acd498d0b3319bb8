import type Router from '@koa/router';
import { z } from 'zod';
import type { ConnectGoogle } from '../../../application/connection/connect-google.ts';
import type { DisconnectGoogle, Disconnection } from '../../../application/connection/disconnect-google.ts';
import type { GoogleConnectionStatus } from '../../../application/connection/google-connection-status.ts';
import type { CallerTokens } from '../../../application/ports/caller-tokens.ts';
import type { Log } from '../../../application/ports/log.ts';
import type { Secrets } from '../../../application/ports/secrets.ts';
import type { Telemetry } from '../../../application/ports/telemetry.ts';
import { stateLifeMs } from '../../../domain/connection/oauth-state.ts';
import { keepsCookies, markBrowser } from '../browser-cookie.ts';
import { callerOf, requireCaller, requireClinic } from '../caller.ts';
import { jsonBody } from '../json-body.ts';
import { parse, uuid } from '../parse.ts';
import type { RequestState } from '../request-context.ts';

export type ConnectionNeeds = {
  callerTokens: CallerTokens;
  connectGoogle: ConnectGoogle;
  googleConnectionStatus: GoogleConnectionStatus;
  disconnectGoogle: DisconnectGoogle;
  secrets: Secrets;
  telemetry: Telemetry;
  log: Log;
  /** Whether the outside reaches us by https. */
  isSecure: boolean;
  /** Where the browser ends; our own page when absent. */
  returnUrl?: string;
};

const startBody = z.strictObject({ clinicId: uuid });
const ofClinic = z.object({ clinicId: uuid });

/** The clinic's Google connection: begin, status, end. The way back from Google is in google-callback.ts. */
export function googleConnection(router: Router<RequestState>, needs: ConnectionNeeds): void {
  const { connectGoogle, googleConnectionStatus, disconnectGoogle, log } = needs;
  const authenticated = requireCaller(needs.callerTokens);

  router.post('/api/google/oauth/start', authenticated, jsonBody, async (ctx) => {
    const clinicId = requireClinic(ctx, parse(startBody, ctx.request.body).clinicId);
    const { userId } = callerOf(ctx);
    const cookie = { isSecure: needs.isSecure, lifeMs: stateLifeMs };
    const browser = keepsCookies(ctx) ? markBrowser(ctx, () => needs.secrets.next(), cookie) : undefined;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await connectGoogle.start({ clinicId, userId, ...(browser !== undefined && { browser }) });
    log.info({ requestId: ctx.state.requestId, clinicId }, 'google consent begun');
  });

  router.get('/api/google/session/status', authenticated, async (ctx) => {
    const clinicId = requireClinic(ctx, parse(ofClinic, ctx.query).clinicId);
    ctx.body = await googleConnectionStatus(clinicId);
  });

  router.delete('/api/google/oauth/disconnect', authenticated, async (ctx) => {
    const clinicId = requireClinic(ctx, parse(ofClinic, ctx.query).clinicId);
    const ended = await disconnectGoogle(clinicId);
    ctx.body = { disconnected: true, ...ended, message: words[ended.accessAtGoogle] };
    const { requestId } = ctx.state;
    log.info({ requestId, clinicId, accessAtGoogle: ended.accessAtGoogle }, 'google disconnected');
  });
}

const words: Readonly<Record<Disconnection['accessAtGoogle'], string>> = {
  revoked: 'A conta do Google foi desconectada e o acesso no Google foi encerrado.',
  kept: 'A conta do Google foi desconectada. O acesso no Google continua, porque outra conexão usa a mesma conta; para encerrá-lo em tudo, remova-o em myaccount.google.com/permissions.',
  pending:
    'A conta do Google foi desconectada. O Google ainda não confirmou o fim do acesso; continuamos pedindo.',
  none: 'Não havia conta do Google conectada.',
};
