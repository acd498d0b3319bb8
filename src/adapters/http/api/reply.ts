import type { ParameterizedContext } from 'koa';
import { z } from 'zod';
import type { StoredReply } from '../../../application/ports/access/idempotent-requests.ts';
import type { RequestState } from '../server/request-context.ts';
import type { AnyReply, Endpoint } from './endpoint.ts';
import { entityTag, isKnown } from './entity-tag.ts';
import { given } from '../../../domain/given.ts';

type Context = ParameterizedContext<RequestState>;

/** The reply as it goes out: only what the schema declares, in the form that it declares. */
export function encoded(
  { id, responses }: Endpoint,
  { status, body, version, location, headers }: AnyReply,
): StoredReply & { readonly media?: unknown } {
  const declared = responses[status];
  if (declared === undefined) throw new Error(`${id} does not declare the status ${status}`);
  const sent = {
    status,
    headers: {
      ...headers,
      ...(version !== undefined && { etag: entityTag(version) }),
      ...given({ location }),
    },
  };
  if (declared === 'empty') return sent;
  if (!(declared instanceof z.ZodType))
    return { ...sent, headers: { 'content-type': declared.mediaType, ...sent.headers }, media: body };
  return { ...sent, body: JSON.stringify(z.encode(declared, body)) };
}

/** Clinics' data is nobody's but the caller's to keep; with an ETag it may be kept and asked for again. */
export function send(ctx: Context, reply: StoredReply & { readonly media?: unknown }): void {
  const { status, headers, body, media } = reply;
  ctx.status = status;
  for (const [name, value] of Object.entries(headers)) ctx.set(name, value);
  const version = /^"(\d+)"$/.exec(headers['etag'] ?? '')?.[1];
  ctx.set('Cache-Control', version === undefined ? 'no-store' : 'private, no-cache');
  if (ctx.method !== 'POST' && version !== undefined && status === 200) {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (isRead && isKnown(ctx.get('if-none-match'), Number(version))) {
      ctx.status = 304;
      return;
    }
  }
  if (media !== undefined) ctx.body = media;
  else if (body === undefined) ctx.body = null;
  else {
    ctx.type = 'application/json';
    ctx.body = body;
  }
  // koa takes an empty body for 204
  ctx.status = status;
}
