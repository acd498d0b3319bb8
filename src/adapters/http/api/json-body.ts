import { koaBody } from 'koa-body';
import type { ParameterizedContext } from 'koa';
import { HttpRefusal } from '../server/error-response.ts';
import type { RequestState } from '../server/request-context.ts';
import { refuseUnstorable } from './storable.ts';

export type ReadBody = { readonly value: unknown; readonly text: string };
type Context = ParameterizedContext<RequestState>;

const readers = new Map<number, ReturnType<typeof koaBody>>();

function readerFor(limit: number) {
  let reader = readers.get(limit);
  if (reader === undefined) {
    reader = koaBody({
      jsonLimit: limit,
      jsonTypes: ['application/json'],
      includeUnparsed: true,
      text: false,
      urlencoded: false,
      multipart: false,
    });
    readers.set(limit, reader);
  }
  return reader;
}

/** How large a body may be, bytes, and how long it may take to arrive. */
type BodyBounds = { readonly limit: number; readonly ms: number };

/**
 * The JSON body, through koa-body. An absent one is `undefined`.
 * @throws HttpRefusal 415 for anything but JSON in UTF-8, 413 when it is too large, 408 when it does not arrive in time,
 * 400 when it cannot be read
 */
export async function readJsonBody(ctx: Context, { limit, ms }: BodyBounds): Promise<ReadBody> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // what is still coming is not waited for
      ctx.set('Connection', 'close');
      reject(new HttpRefusal('http.body-too-slow', `The body did not arrive within ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([read(ctx, limit), tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}

async function read(ctx: Context, limit: number): Promise<ReadBody> {
  const isJson = ctx.is('application/json');
  if (isJson === null) return { value: undefined, text: '' };
  refuseOtherContent(ctx, isJson !== false);
  try {
    await readerFor(limit)(ctx, async () => undefined);
  } catch (error) {
    throw bodyRefusal(ctx, error, limit);
  }
  const { body, rawBody } = ctx.request as { body?: unknown; rawBody?: unknown };
  const text = typeof rawBody === 'string' ? rawBody : '';
  // the decoder puts U+FFFD where the bytes are not UTF-8; nobody means to write it
  if (text.includes('\uFFFD')) throw new HttpRefusal('http.body-unreadable', 'The body is not UTF-8');
  refuseUnstorable(body, 'http.body-unreadable');
  return { value: text === '' ? undefined : body, text };
}

function refuseOtherContent(ctx: Context, isJson: boolean): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(ctx.get('content-type'))?.[1] ?? 'utf-8';
  const encoding = ctx.get('content-encoding') || 'identity';
  if (isJson && /^utf-?8$/i.test(charset) && /^identity$/i.test(encoding)) return;
  ctx.set('Connection', 'close');
  throw new HttpRefusal(
    'http.unsupported-content',
    'The body must be application/json in UTF-8, not compressed',
  );
}

function bodyRefusal(ctx: Context, error: unknown, limit: number): HttpRefusal {
  // what is still coming is not waited for
  ctx.set('Connection', 'close');
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (status === 413) return new HttpRefusal('http.body-too-large', `The body is larger than ${limit} bytes`);
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return new HttpRefusal('http.body-incomplete', 'The body broke off');
  return new HttpRefusal('http.body-unreadable', 'The body is not a JSON object');
}
