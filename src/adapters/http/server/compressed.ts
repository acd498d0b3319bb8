import { Stream } from 'node:stream';
import type { Middleware } from 'koa';
import compress from 'koa-compress';

/** Below it the headers of the network outweigh what is saved. */
const leastBytes = 1_024;

const asJson = compress({
  filter: (type) => type === 'application/json',
  threshold: leastBytes,
  br: {},
  gzip: {},
  deflate: false,
  zstd: false,
});

/**
 * A stream that fails half-way must break off the answer, and would not behind a compressor. Who names neither form gets the answer
 * as it is: the library would fail over `identity;q=0`.
 */
const whereItHelps: Middleware = async (ctx, next) => {
  await next();
  if (ctx.body instanceof Stream || ctx.acceptsEncodings('br', 'gzip') === false) ctx.compress = false;
};

/** Answers of JSON shrink to a tenth for who takes them so, by what their `Accept-Encoding` prefers. */
export const compressed: Middleware = async (ctx, next) => {
  await asJson(ctx, async () => {
    await whereItHelps(ctx, next);
  });
};
