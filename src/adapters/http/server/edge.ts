import cors from '@koa/cors';
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';
import { HttpRefusal } from './error-response.ts';
import type { RequestState } from './request-context.ts';

/** Nothing is loaded, framed or sent from what we answer; a page that needs more says so itself. */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
});

/** Pages of exactly these other origins may call; none by default. Sessions are never theirs: no credentials. */
export function crossOrigin(origins: readonly string[]): Middleware {
  const allowed = new Set(origins);
  return cors({
    origin: (ctx) => (allowed.has(ctx.get('origin')) ? ctx.get('origin') : ''),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'x-request-id',
    ],
    exposeHeaders: [
      'etag',
      'location',
      'retry-after',
      'x-request-id',
      'idempotency-replayed',
      'deprecation',
      'sunset',
    ],
    maxAge: 600,
  });
}

const retryAfterMs = 1_000;

/** No work takes as long; a place must not be lost for ever to a bug. */
const longestHeldMs = 120_000;

/**
 * Says that it is too much before it is. Work that was answered as too late keeps its place until it ends. What is not
 * under /api/ is always let through: health above all.
 */
export function boundedInFlight(most: number): Middleware<RequestState> {
  let running = 0;
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) {
      await next();
      return;
    }
    if (running >= most)
      throw new HttpRefusal('http.overloaded', 'Too many requests at once', { retryAfterMs });
    running += 1;
    try {
      await next();
    } finally {
      void ended(ctx.state.work).finally(() => (running -= 1));
    }
  };
}

function ended(work: Promise<unknown> | undefined): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const held = new Promise((resolve) => {
    timer = setTimeout(resolve, longestHeldMs).unref();
  });
  return Promise.race([Promise.resolve(work).catch(() => undefined), held]).finally(() =>
    clearTimeout(timer),
  );
}

/** Meta reads no header of an answer; whoever else looks gets what keeps a browser from making anything of it. */
export const webhookHeaders: Middleware = async (ctx, next) => {
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', 'no-referrer');
  await next();
};

/** Meta reads nothing but the status, its webhooks are by far the most requests, and its bursts are never refused here. */
export const exceptWebhooks =
  (middleware: Middleware, onWebhooks: Middleware = (_, next) => next()): Middleware =>
  async (ctx, next) => {
    if (ctx.path.startsWith('/webhook/')) await onWebhooks(ctx, next);
    else await middleware(ctx, next);
  };
