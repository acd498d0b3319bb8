import { METHODS } from 'node:http';
import type { Context, Middleware } from 'koa';
import { given } from '../../../domain/given.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import type { SpanEnd, Tracing } from '../../../application/ports/operations/tracing.ts';
import type { Telemetry } from '../../../application/ports/operations/telemetry.ts';
import type { Timers } from '../../../application/ports/system/timers.ts';
import type { RequestState } from './request-context.ts';

export type RequestWatch = {
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'requestAnswered'>;
  readonly timers: Pick<Timers, 'elapsed'>;
  /** Absent where nobody wants to see spans. */
  readonly tracing?: Tracing | undefined;
};

/** Probes and scrapes come every few seconds, and a webhook that was stored has lines of its own. */
const quiet = /^\/(?:health|metrics|webhook)\b/;
const probes = /^\/(?:health|metrics)\b/;

/**
 * One line for each answered request, refusals included, by which a caller's `requestId` is found; never a path, which
 * may hold a telephone number, but the pattern of the route. And the same as a metric, and as the span that begins a trace.
 */
export const requestLog =
  ({ log, telemetry, timers, tracing }: RequestWatch): Middleware<RequestState> =>
  async (ctx, next) => {
    const started = timers.elapsed();
    if (tracing === undefined || probes.test(ctx.path)) await next();
    else await tracing.span(begun(ctx.state.requestId), next, () => answered(ctx));
    const ms = timers.elapsed() - started;
    const { requestId, callerKind: caller, code, reason } = ctx.state;
    const { status } = ctx;
    const { method, route } = askedFor(ctx);
    telemetry.requestAnswered(method, route, status, ms);
    const level = status < 400 && quiet.test(ctx.path) ? 'debug' : 'info';
    log[level]({ requestId, method, route, status, ms, caller, code, reason }, 'request answered');
  };

function askedFor(ctx: Pick<Context, 'method'>): {
  readonly method: string;
  readonly route: string | undefined;
} {
  const { _matchedRoute: matched } = ctx as { _matchedRoute?: unknown };
  return {
    method: METHODS.includes(ctx.method) ? ctx.method : 'OTHER',
    route: typeof matched === 'string' ? matched : undefined,
  };
}

const begun = (requestId: string) =>
  ({ name: 'request', kind: 'server', requestId, place: 'request' }) as const;

function answered(ctx: Pick<Context, 'method' | 'status'> & { readonly state: RequestState }): SpanEnd {
  const { method, route } = askedFor(ctx);
  const { status, state } = ctx;
  return {
    name: route === undefined ? method : `${method} ${route}`,
    facts: { method, httpStatus: status, ...given({ route, code: state.code }) },
    hasFailed: status >= 500,
  };
}
