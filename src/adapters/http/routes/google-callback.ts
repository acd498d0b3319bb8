import type Router from '@koa/router';
import type { ParsedUrlQuery } from 'node:querystring';
import type { ConsentAnswer } from '../../../application/connection/redeem-consent.ts';
import { PermissionsMissing } from '../../../domain/connection/consent-errors.ts';
import { DomainError } from '../../../domain/error.ts';
import { readBrowser } from '../browser-cookie.ts';
import { connectedPage, statusOfOutcome } from '../google-connected-page.ts';
import type { RequestState } from '../request-context.ts';
import type { ConnectionNeeds } from './google-connection.ts';

const ownPage = '/google/connected';

/**
 * Where Google sends the browser back. No bearer: the state is the proof. However it ends, the browser goes on to an
 * address without code and state, so that neither stays in its history or in a Referer.
 */
export function googleCallback(router: Router<RequestState>, needs: ConnectionNeeds): void {
  const { connectGoogle, telemetry, log, returnUrl = ownPage } = needs;

  router.get('/api/google/oauth/callback', async (ctx) => {
    const { requestId } = ctx.state;
    const answer = readAnswer(ctx.query, readBrowser(ctx));
    const { clinicId, outcome, missing } = await connectGoogle.complete(answer).then(
      (connected) => ({ clinicId: connected.clinicId, outcome: 'connected', missing: undefined }),
      (error: unknown) => {
        if (!(error instanceof DomainError)) log.error({ requestId, err: error }, 'google consent failed');
        return { clinicId: undefined, ...outcomeOf(error) };
      },
    );
    telemetry.consent(clinicId, outcome);
    log.info({ requestId, clinicId, outcome }, 'google consent ended');
    ctx.set('Cache-Control', 'no-store');
    ctx.redirect(withQuery(returnUrl, { outcome, ...(missing && { missing }), requestId }));
  });

  router.get(ownPage, (ctx) => {
    const { outcome, missing } = ctx.query;
    ctx.status = statusOfOutcome(outcome);
    ctx.type = 'html';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = connectedPage(outcome, missing);
  });
}

/** Google adds parameters as it likes; one that comes twice counts as absent. */
function readAnswer(query: ParsedUrlQuery, browser: string | undefined): ConsentAnswer {
  const one = (name: string) => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [code, error, issuer] = [one('code'), one('error'), one('iss')];
  return {
    state: one('state') ?? '',
    ...(code !== undefined && { code }),
    ...(error !== undefined && { error }),
    ...(issuer !== undefined && { issuer }),
    ...(browser !== undefined && { browser }),
  };
}

/** The error's code without its prefix; a bug says no more than that. */
function outcomeOf(error: unknown): { outcome: string; missing: string | undefined } {
  if (!(error instanceof DomainError)) return { outcome: 'failed', missing: undefined };
  const missing = error instanceof PermissionsMissing ? error.missing.join(',') : undefined;
  return { outcome: error.code.replace(/^.*\./, ''), missing };
}

function withQuery(target: string, fields: Readonly<Record<string, string>>): string {
  const [address = '', query] = target.split('?');
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(fields)) parameters.set(name, value);
  return `${address}?${parameters.toString()}`;
}
