import type { Middleware, ParameterizedContext } from 'koa';
import type { CallerTokens } from '../../application/ports/caller-tokens.ts';
import { mayReach, type Caller } from '../../domain/access/caller.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import { clinicId, type ClinicId } from '../../domain/clinic/clinic.ts';
import { HttpRefusal } from './error-response.ts';
import type { RequestState } from './request-context.ts';

/** Lets only callers with a valid bearer token through, and names them in `ctx.state.caller`. */
export const requireCaller =
  (callerTokens: CallerTokens): Middleware<RequestState> =>
  async (ctx, next) => {
    const [, bearer] = /^Bearer +([\w.~+/=-]+)$/i.exec(ctx.get('authorization')) ?? [];
    const caller = bearer === undefined ? 'missing' : await callerTokens.read(bearer);
    if (typeof caller === 'string') {
      ctx.set('WWW-Authenticate', 'Bearer');
      throw refusals[caller];
    }
    ctx.state.caller = caller;
    await next();
  };

const refusals = {
  missing: new HttpRefusal(401, 'auth.token-missing', 'The request carries no bearer token'),
  expired: new HttpRefusal(401, 'auth.token-expired', 'The bearer token has expired', 'Sign in again.'),
  invalid: new HttpRefusal(401, 'auth.token-invalid', 'The bearer token is not valid here'),
};

type Authenticated = ParameterizedContext<RequestState>;

/** Behind `requireCaller` only. */
export function callerOf(ctx: Pick<Authenticated, 'state'>): Caller {
  const { caller } = ctx.state;
  if (caller === undefined) throw new Error('This route is not behind requireCaller');
  return caller;
}

/** @throws ClinicNotFound for a clinic that is not the caller's, as for one that does not exist. */
export function requireClinic(ctx: Pick<Authenticated, 'state'>, id: string): ClinicId {
  const wanted = clinicId(id.toLowerCase());
  if (!mayReach(callerOf(ctx), wanted)) throw new ClinicNotFound(wanted);
  return wanted;
}
