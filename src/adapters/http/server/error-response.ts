import type { Middleware, ParameterizedContext } from 'koa';
import type { Log } from '../../../application/ports/operations/log.ts';
import { NotSignedIn } from '../../../domain/access/sign-in-errors.ts';
import { DomainError, type ErrorEntry, type Texts } from '../../../domain/error.ts';
import { httpErrors, type HttpErrorCode } from './http-errors.ts';
import type { RequestState } from './request-context.ts';
import { statusOf } from './status-of.ts';
import { given } from '../../../domain/given.ts';

type Refusal = { readonly details?: unknown; readonly retryAfterMs?: number };

/** What a request was refused for before any use case saw it. Status and hint are those of the catalogue. */
export class HttpRefusal extends Error {
  readonly code: HttpErrorCode;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;
  constructor(code: HttpErrorCode, message: string, { details, retryAfterMs }: Refusal = {}) {
    super(message);
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

const catalogued: ReadonlyMap<string, ErrorEntry> = new Map(httpErrors.map((entry) => [entry.code, entry]));
export const httpError = (code: HttpErrorCode): ErrorEntry => catalogued.get(code) as ErrorEntry;

/** How a failed request is answered. */
export type Failure = {
  readonly status: number;
  readonly code: string;
  readonly message: Texts;
  readonly hint?: Texts | undefined;
  readonly details?: unknown;
  readonly retryAfterMs?: number | undefined;
};

/** Recognises the failures of a technology that is not ours, e.g. a database that is away. */
export type FaultOf = (error: unknown) => ErrorEntry | undefined;

const defaultRetryMs = 5_000;

/** The one place where an error becomes an answer. What is nobody's rule is a bug, of which nothing is shown. */
export function failureOf(error: unknown, faultOf: FaultOf): Failure {
  if (error instanceof DomainError) {
    const { kind, code, texts, hint, details } = error;
    return { status: statusOf[kind], code, message: texts, hint, details };
  }
  if (error instanceof HttpRefusal) {
    const { code, message, details, retryAfterMs } = error;
    const entry = httpError(code);
    const texts = { ...entry.message, en: message };
    return { status: statusOf[entry.class], code, message: texts, hint: entry.hint, details, retryAfterMs };
  }
  const { code, message, hint, ...entry } = faultOf(error) ?? httpError('http.internal-error');
  return { status: statusOf[entry.class], code, message, hint };
}

/** Portuguese when whoever calls prefers it; English otherwise. */
export const languageOf = (ctx: Pick<ParameterizedContext, 'acceptsLanguages'>): keyof Texts => {
  const preferred = ctx.acceptsLanguages('en', 'pt-BR', 'pt');
  return preferred === 'pt-BR' || preferred === 'pt' ? 'pt' : 'en';
};

/** `{ requestId, code, message, hint?, details? }` */
export const failureBody = (
  { code, message, hint, details }: Failure,
  requestId: string,
  language: keyof Texts,
) => ({
  requestId,
  code,
  message: message[language],
  ...(hint !== undefined && { hint: hint[language] }),
  ...given({ details }),
});

function answerFailure(ctx: ParameterizedContext<RequestState>, failure: Failure): void {
  const { status, retryAfterMs = defaultRetryMs } = failure;
  ctx.status = status;
  if (status === 503 || status === 429 || failure.retryAfterMs !== undefined)
    ctx.set('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
  if (status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.vary('Accept-Language');
  ctx.body = failureBody(failure, ctx.state.requestId, languageOf(ctx));
}

/** A path as it may be shown: whoever calls chose it, and may have put a telephone number there. */
const shown = (path: string) => {
  const masked = path.replace(/\d{6,}/g, '…');
  return masked.length > 100 ? `${masked.slice(0, 100)}…` : masked;
};

/**
 * Every failed response is `{ requestId, code, message, hint?, details? }`; a bug says nothing but its request id, and
 * an outage of the database is none.
 */
export const errorResponse =
  (log: Log, faultOf: FaultOf): Middleware<RequestState> =>
  async (ctx, next) => {
    const { requestId } = ctx.state;
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null)
        throw new HttpRefusal('http.unknown-route', `There is no ${ctx.method} ${shown(ctx.path)}`);
      if (ctx.status === 405 || ctx.status === 501)
        throw new HttpRefusal('http.method-not-allowed', `${ctx.method} is not possible here`);
    } catch (error) {
      const failure = failureOf(error, faultOf);
      if (failure.status === 500) log.error({ requestId, err: error }, 'request failed');
      else if (failure.status > 500)
        log.warn({ requestId, code: failure.code, err: error }, 'request refused');
      ctx.state.code = failure.code;
      ctx.state.reason = error instanceof NotSignedIn ? error.why : undefined;
      answerFailure(ctx, failure);
    }
  };
