import type { Middleware } from 'koa';
import type { Caller } from '../../domain/access/caller.ts';

export type RequestState = {
  requestId: string;
  /** Who calls; on routes behind `requireCaller`. */
  caller?: Caller;
};

const acceptable = /^[\w.:-]{1,64}$/;

/** Gives every request a correlation id: the caller's `x-request-id` when it is short and plain, else a new one. */
export const requestContext =
  (newId: () => string): Middleware<RequestState> =>
  async (ctx, next) => {
    const given = ctx.get('x-request-id');
    ctx.state.requestId = acceptable.test(given) ? given : newId();
    ctx.set('x-request-id', ctx.state.requestId);
    await next();
  };
