import type { RequestListener } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import type { Log } from '../../../application/ports/operations/log.ts';
import { boundedInFlight, crossOrigin, exceptWebhooks, securityHeaders } from './edge.ts';
import { errorResponse, type FaultOf } from './error-response.ts';
import { legacyShape, type LegacySettings } from '../routes/legacy/legacy-shape.ts';
import { requestContext, type RequestState } from './request-context.ts';

export type Routes = (router: Router<RequestState>) => void;

type Needs = {
  readonly newId: () => string;
  readonly log: Log;
  readonly faultOf?: FaultOf;
  /** Exactly these pages of other origins may call the API. */
  readonly corsOrigins?: readonly string[];
  /** Requests at once beyond which the API says that it is too much. Webhooks are bounded by the bytes that nobody has signed yet
   * and by the items that wait. */
  readonly maxInFlight?: number;
  /** Only where older front ends are still served. */
  readonly legacy?: LegacySettings | undefined;
};

const unlimited = Number.POSITIVE_INFINITY;

/** All routes behind one correlation id, one error shape and the usual security headers. */
export function makeApp(
  routes: readonly Routes[],
  { newId, log, faultOf = () => undefined, corsOrigins = [], maxInFlight = unlimited, legacy }: Needs,
): RequestListener {
  const app = new Koa<RequestState>();
  const router = new Router<RequestState>();
  for (const add of routes) add(router);
  app.use(requestContext(newId));
  app.use(exceptWebhooks(securityHeaders));
  app.use(exceptWebhooks(crossOrigin(corsOrigins)));
  if (legacy !== undefined) app.use(legacyShape(legacy));
  app.use(errorResponse(log, faultOf));
  app.use(boundedInFlight(maxInFlight));
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.on('error', (error: unknown) => {
    // whoever watched a stream went, or was too slow for it
    if (!isPrematureClose(error)) log.warn({ err: error }, 'a response could not be written');
  });
  const handle = app.callback();
  return (request, response) => void handle(request, response);
}

const isPrematureClose = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
