import type { RequestListener } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { Log } from '../../application/ports/log.ts';
import { errorResponse } from './error-response.ts';
import { requestContext, type RequestState } from './request-context.ts';

export type Routes = (router: Router<RequestState>) => void;

type Needs = {
  newId: () => string;
  log: Log;
  /** Whether an error says that a store is away, and nothing else. */
  isOutage: (error: unknown) => boolean;
};

/** All routes behind one correlation id, one error shape and the usual security headers. */
export function makeApp(routes: readonly Routes[], { newId, log, isOutage }: Needs): RequestListener {
  const app = new Koa<RequestState>();
  const router = new Router<RequestState>();
  for (const add of routes) add(router);
  app.use(requestContext(newId));
  app.use(errorResponse(log, isOutage));
  app.use(securityHeaders);
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.on('error', (error: unknown) => log.warn({ err: error }, 'a response could not be written'));
  const handle = app.callback();
  return (request, response) => void handle(request, response);
}

const protect = helmet();

/** For what a browser may show; Meta reads nothing but the status, and its webhooks are by far the most requests. */
const securityHeaders: Koa.Middleware = async (ctx, next) => {
  if (ctx.path.startsWith('/webhook/')) await next();
  else await protect(ctx, next);
};
