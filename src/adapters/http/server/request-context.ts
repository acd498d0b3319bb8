import type { Middleware } from 'koa';

export type RequestState = {
  requestId: string;
  /** What goes on although the request may be answered already. */
  work?: Promise<unknown>;
  /** Who calls, as far as it is known. */
  callerKind?: 'person' | 'machine' | undefined;
  /** The code of the refusal that it was answered with. */
  code?: string;
  /** Why, for the log alone. */
  reason?: string | undefined;
};

const plain = /^[\w.:-]{1,64}$/;
/** UUIDs, ULIDs, and hexadecimal ids as those of W3C's traces: digits in them are nobody's number. */
const random =
  /\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=\d*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{16})|(?=\d*[a-z])[0-7][0-9a-hjkmnp-tv-z]{25})\b/gi;
/** As many digits as a mobile number has, however they are written; a date has fewer. */
const longDigits = /\d(?:[.:_-]{0,2}\d){8,}/;
/** Meta's ids of messages have the patient's number in base64; the others are tokens. */
const telling = /\b(?:wamid|EAA|eyJ|ya29|atk_)/;

/** A caller's id goes into the log and into tables that outlive an erasure, so it must not hold a number (decision 0069). */
const isAcceptable = (given: string): boolean =>
  plain.test(given) && !telling.test(given) && !longDigits.test(given.replace(random, ''));

/** Gives every request a correlation id: the caller's `x-request-id` when it may be kept, else a new one. */
export const requestContext =
  (newId: () => string): Middleware<RequestState> =>
  async (ctx, next) => {
    const given = ctx.get('x-request-id');
    ctx.state.requestId = isAcceptable(given) ? given : newId();
    ctx.set('x-request-id', ctx.state.requestId);
    await next();
  };
