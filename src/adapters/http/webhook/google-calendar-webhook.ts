import type Router from '@koa/router';
import type { NoticeCalendarChange } from '../../../application/scheduling/calendar-sync/notice-calendar-change.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import { HttpRefusal } from '../server/error-response.ts';
import type { RequestState } from '../server/request-context.ts';

export const googleCalendarPath = '/webhook/google-calendar';

/** Each takes two short statements; beyond this Google is asked to come again, which it does after a 503. */
const mostAtOnce = 64;

type Needs = { noticeCalendarChange: NoticeCalendarChange; log: Log };

/**
 * Where Google says that a calendar has changed. Whatever is not ours is answered like everything else: a refusal would
 * not end a channel, and would tell a stranger what is known here.
 */
export function googleCalendarWebhook(router: Router<RequestState>, needs: Needs): void {
  let running = 0;
  router.post(googleCalendarPath, async (ctx) => {
    // there is none; what somebody sends nevertheless is not kept
    ctx.req.resume();
    ctx.status = 204;
    const channelId = ctx.get('x-goog-channel-id');
    const token = ctx.get('x-goog-channel-token');
    if (!/^[0-9a-f-]{36}$/.test(channelId) || token === '' || token.length > 256) return;
    if (running >= mostAtOnce) throw new HttpRefusal('http.overloaded', 'Too many messages at once');
    running += 1;
    try {
      const outcome = await needs.noticeCalendarChange({ channelId, token });
      if (outcome === 'refused')
        needs.log.warn({ requestId: ctx.state.requestId, channelId }, 'a push message had a wrong token');
    } finally {
      running -= 1;
    }
  });
}
