import type { Middleware } from 'koa';
import type { Log } from '../../application/ports/log.ts';
import { DomainError, type ErrorKind } from '../../domain/error.ts';
import type { RequestState } from './request-context.ts';

const statusOf: Record<ErrorKind, number> = {
  invalid: 422,
  stale: 412,
  unauthenticated: 401,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  unavailable: 503,
};

/** What a request was refused for before any use case saw it. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  constructor(status: number, code: string, message: string, hint?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }
}

type ErrorBody = { code: string; message: string; hint?: string | undefined; details?: unknown };

/** Every failed response is `{ requestId, code, message, hint?, details? }`; a bug says nothing but its request id. */
export const errorResponse =
  (log: Log): Middleware<RequestState> =>
  async (ctx, next) => {
    const { requestId } = ctx.state;
    const answer = (status: number, { code, message, hint, details }: ErrorBody) => {
      ctx.status = status;
      if (status === 503 || status === 429) ctx.set('Retry-After', '5');
      ctx.body = {
        requestId,
        code,
        message,
        ...(hint && { hint }),
        ...(details !== undefined && { details }),
      };
    };
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) {
        answer(404, { code: 'http.unknown-route', message: `There is no ${ctx.method} ${ctx.path}` });
      } else if (ctx.status === 405 || ctx.status === 501) {
        answer(ctx.status, {
          code: 'http.method-not-allowed',
          message: `${ctx.method} is not possible here`,
        });
      }
    } catch (error) {
      if (error instanceof DomainError) {
        answer(statusOf[error.kind], error);
        if (error.kind === 'unavailable') log.warn({ requestId, err: error }, 'request refused');
      } else if (error instanceof HttpRefusal) {
        answer(error.status, error);
      } else {
        log.error({ requestId, err: error }, 'request failed');
        answer(500, {
          code: 'http.internal-error',
          message: 'Something went wrong on our side',
          hint: 'Tell us the requestId.',
        });
      }
    }
  };
