import type Router from '@koa/router';
import { z } from 'zod';
import type { ConnectGoogle } from '../../../../application/connection/connect-google.ts';
import type { ConsentAnswer } from '../../../../application/connection/redeem-consent.ts';
import type { AuditTrail } from '../../../../application/ports/access/audit-trail.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import type { Log } from '../../../../application/ports/operations/log.ts';
import type { Telemetry } from '../../../../application/ports/operations/telemetry.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { PermissionsMissing } from '../../../../domain/connection/consent-errors.ts';
import { DomainError } from '../../../../domain/error.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { readBrowser } from '../../server/browser-cookie.ts';
import { connectedPage, pagePolicy, statusOfOutcome } from './google-connected-page.ts';
import type { RequestState } from '../../server/request-context.ts';
import { given } from '../../../../domain/given.ts';

const ownPage = '/google/connected';

export type CallbackNeeds = {
  connectGoogle: Pick<ConnectGoogle, 'complete' | 'placeOf'>;
  auditTrail: AuditTrail;
  telemetry: Telemetry;
  clock: Clock;
  log: Log;
  /** Where the browser ends that did not come from the console; our own page when absent. */
  returnUrl?: string | undefined;
};

const parameter = z.union([z.string(), z.array(z.string())]).optional();
/** Google adds parameters as it likes. */
const answered = z.looseObject({ state: parameter, code: parameter, error: parameter, iss: parameter });

/**
 * Where Google sends the browser back. No bearer: the state is the proof. However it ends, the browser goes on to an
 * address without code and state, so that neither stays in its history or in a Referer.
 */
export const googleCallbackEndpoints = (needs: CallbackNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'finishGoogleConsent',
    method: 'GET',
    path: '/api/google/oauth/callback',
    summary: {
      en: 'Where Google sends the browser back to',
      pt: 'Para onde o Google manda o navegador de volta',
    },
    tag: 'google',
    access: 'public',
    request: { query: answered },
    responses: { 303: 'empty' },
    handler: async (request) => {
      const { requestId, newId } = request;
      const { returnUrl = ownPage } = needs;
      const answer = readAnswer(request.query, readBrowser(request));
      const place = (await needs.connectGoogle.placeOf(answer.state)) ?? returnUrl;
      // whoever only looks ahead must not use the state up
      const end =
        request.method === 'GET'
          ? await finish(answer, { requestId, newId }, needs)
          : { outcome: 'state-used', missing: undefined };
      const { outcome, missing } = end;
      const location = withQuery(place, { outcome, ...(missing && { missing }), requestId });
      return reply(303, undefined, { location });
    },
  }),
];

/** The page on which the browser ends where no front end is configured. */
export function googleConnectedPage(router: Router<RequestState>): void {
  router.get(ownPage, (ctx) => {
    const { outcome, missing } = ctx.query;
    ctx.status = statusOfOutcome(outcome);
    ctx.type = 'html';
    ctx.set('Content-Security-Policy', pagePolicy);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = connectedPage(outcome, missing);
  });
}

type End = { readonly outcome: string; readonly missing: string | undefined };

async function finish(
  answer: ConsentAnswer,
  { requestId, newId }: { readonly requestId: string; readonly newId: string },
  { connectGoogle, auditTrail, telemetry, clock, log }: CallbackNeeds,
): Promise<End> {
  const note = async ({
    clinicId: connected,
    userId: actor,
  }: Awaited<ReturnType<ConnectGoogle['complete']>>) => {
    // the state proves who began it, but only once it is redeemed: the entry cannot be begun before
    const entry = {
      id: newId,
      clinicId: connected,
      actor,
      action: 'google.connect',
      subject: 'google',
    };
    await auditTrail
      .begin({ ...entry, at: clock.now(), details: {}, requestId })
      .then(() => auditTrail.finish(newId, { outcome: 'done' }, clock.now()))
      .catch((err: unknown) => log.error({ err, requestId }, 'an audit entry was not written'));
  };
  let clinicId: ClinicId | undefined;
  let end: End = { outcome: 'connected', missing: undefined };
  try {
    const connected = await connectGoogle.complete(answer);
    clinicId = connected.clinicId;
    if (!connected.isRepeated) await note(connected);
  } catch (error) {
    if (!(error instanceof DomainError)) log.error({ requestId, err: error }, 'google consent failed');
    end = endOf(error);
  }
  telemetry.consent(clinicId, end.outcome);
  log.info({ requestId, clinicId, outcome: end.outcome }, 'google consent ended');
  return end;
}

/** One that comes twice counts as absent. */
function readAnswer(query: z.output<typeof answered>, browser: string | undefined): ConsentAnswer {
  const one = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const [code, error, issuer] = [one(query.code), one(query.error), one(query.iss)];
  return {
    state: one(query.state) ?? '',
    ...given({ code, error, issuer, browser }),
  };
}

/** The error's code without its prefix; a bug says no more than that. */
function endOf(error: unknown): End {
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
