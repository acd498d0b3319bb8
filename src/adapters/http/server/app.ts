import type { RequestListener } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import type { Log } from '../../../application/ports/operations/log.ts';
import { compressed } from './compressed.ts';
import { boundedInFlight, crossOrigin, exceptWebhooks, securityHeaders, webhookHeaders } from './edge.ts';
import { errorResponse, type FaultOf } from './error-response.ts';
import { legacyShape, type LegacySettings } from '../routes/legacy/legacy-shape.ts';
import { requestContext, type RequestState } from './request-context.ts';
import { requestLog, type RequestWatch } from './request-log.ts';

export type Routes = (router: Router<RequestState>) => void;

type Needs = {
  readonly newId: () => string;
  readonly log: Log;
  /** Counts and times requests; without it they are only logged. */
  readonly measured?: Omit<RequestWatch, 'log'>;
  readonly faultOf?: FaultOf;
  /** Exactly these pages of other origins may call the API. */
  readonly corsOrigins?: readonly string[];
  /** Requests at once beyond which the API says that it is too much. Webhooks are bounded by the bytes that nobody has signed yet
   * and by the items that wait. */
  readonly maxInFlight?: number;
  /** Reverse proxies in front, each of which adds the address that it was called from; 0: what they would say is ignored. */
  readonly proxies?: number;
  /** Only where older front ends are still served. */
  readonly legacy?: LegacySettings | undefined;
};

const unmeasured = { telemetry: { requestAnswered: () => undefined }, timers: { elapsed: () => 0 } };
const unlimited = Number.POSITIVE_INFINITY;

/** All routes behind one correlation id, one error shape and the usual security headers. */
export function makeApp(
  routes: readonly Routes[],
  {
    newId,
    log,
    measured = unmeasured,
    faultOf = () => undefined,
    corsOrigins = [],
    maxInFlight = unlimited,
    proxies = 0,
    legacy,
  }: Needs,
): RequestListener {
  const app = new Koa<RequestState>({ proxy: proxies > 0, maxIpsCount: proxies });
  app.use(requestContext(newId));
  app.use(requestLog({ log, ...measured }));
  app.use(exceptWebhooks(securityHeaders, webhookHeaders));
  app.use(exceptWebhooks(crossOrigin(corsOrigins)));
  app.use(exceptWebhooks(compressed));
  if (legacy !== undefined) app.use(legacyShape(legacy));
  app.use(errorResponse(log, faultOf));
  app.use(boundedInFlight(maxInFlight));
  // a router compares each of its routes with a path: those of a group that comes first are found without the others
  for (const add of routes) {
    const router = new Router<RequestState>();
    add(router);
    app.use(router.routes());
  }
  app.use(new Router<RequestState>().allowedMethods());
  app.on('error', (error: unknown) => {
    // whoever watched a stream went, or was too slow for it
    if (!isPrematureClose(error)) log.warn({ err: error }, 'a response could not be written');
  });
  const handle = app.callback();
  return (request, response) => void handle(request, response);
}

const isPrematureClose = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
