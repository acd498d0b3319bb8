import type Router from '@koa/router';
import type { RequestState } from '../request-context.ts';

export type MetricsNeeds = {
  /** The exposition text and its content type. */
  metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

export function metrics(router: Router<RequestState>, needs: MetricsNeeds): void {
  router.get('/metrics', async (ctx) => {
    const { contentType, text } = await needs.metrics();
    ctx.set('Content-Type', contentType);
    ctx.body = text;
  });
}
