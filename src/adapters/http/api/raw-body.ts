import type { ParameterizedContext } from 'koa';
import { HttpRefusal } from '../server/error-response.ts';
import type { RequestState } from '../server/request-context.ts';

/** A body that is no JSON, as it comes; it can be read once. */
export type RawBody = { readonly bytes: AsyncIterable<Uint8Array>; readonly size: number };

/** @throws HttpRefusal 400 without a length, 413 when it is too large, before a byte of it was read */
export function rawBody(ctx: ParameterizedContext<RequestState>, largest: number): RawBody {
  const size = Number(ctx.get('content-length') || Number.NaN);
  const encoding = ctx.get('content-encoding') || 'identity';
  // what is still coming when it is refused is not waited for
  const refuse = (
    code: 'http.length-missing' | 'http.body-too-large' | 'http.unsupported-content',
    why: string,
  ) => {
    ctx.set('Connection', 'close');
    throw new HttpRefusal(code, why);
  };
  if (encoding !== 'identity')
    refuse('http.unsupported-content', 'The file must not be compressed on its way');
  if (!Number.isSafeInteger(size))
    refuse('http.length-missing', 'The request does not say how long the file is');
  if (size > largest) refuse('http.body-too-large', `The body is larger than ${largest} bytes`);
  return { bytes: ctx.req as AsyncIterable<Uint8Array>, size };
}
