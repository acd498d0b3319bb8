import type Router from '@koa/router';
import type { RequestState } from '../../server/request-context.ts';

export type HealthNeeds = {
  /** Resolves when the service can do its work; rejects with the reason when not. */
  readiness: () => Promise<void>;
};

/** `/health/live`: the process answers. `/health/ready`: it can store and work, so send it traffic. */
export function health(router: Router<RequestState>, { readiness }: HealthNeeds): void {
  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'live' };
  });

  router.get('/health/ready', async (ctx) => {
    try {
      await readiness();
      ctx.body = { status: 'ready' };
    } catch {
      ctx.status = 503;
      ctx.body = {
        requestId: ctx.state.requestId,
        code: 'health.not-ready',
        message: 'The database does not answer, or the process is stopping',
      };
    }
  });
}
