import type { CalendarFeeds, ClaimedFeed } from '../../application/ports/scheduling/calendar-feeds.ts';
import type {
  FeedReport,
  ReadCalendarChanges,
} from '../../application/scheduling/calendar-sync/read-calendar-changes.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & {
  calendarFeeds: CalendarFeeds;
  readCalendarChanges: ReadCalendarChanges;
};

/** The loop that reads what people have changed in the clinics' calendars. */
export const readDueCalendars = (
  needs: Needs,
  { concurrency, leaseMs, pollMs, perSecond }: LoopSettings & { readonly perSecond: number },
): WorkLoop => {
  const pace = paced(needs, perSecond);
  return makeWorkLoop<ClaimedFeed>(needs, {
    name: 'calendar changes',
    claim: (limit) => pace(limit, (allowed) => needs.calendarFeeds.claim(allowed, leaseMs)),
    async handle(feed) {
      const started = needs.timers.elapsed();
      const report = await needs.readCalendarChanges(feed);
      const outcome = outcomeOf(report);
      needs.telemetry.calendarRead(feed.clinicId, outcome, needs.timers.elapsed() - started);
      tell(needs.log, feed, report);
    },
    msUntilDue: () => needs.calendarFeeds.msUntilDue(),
    concurrency,
    pollMs,
  });
};

/** After an hour without us everything is due at once, and Google counts by the minute. */
function paced({ timers }: Needs, perSecond: number) {
  let free = perSecond;
  let at = timers.elapsed();
  return async <T>(
    limit: number,
    claim: (allowed: number) => Promise<readonly T[]>,
  ): Promise<readonly T[]> => {
    const now = timers.elapsed();
    free = Math.min(perSecond, free + ((now - at) * perSecond) / 1_000);
    at = now;
    const allowed = Math.min(limit, Math.floor(free));
    if (allowed === 0) return [];
    const claimed = await claim(allowed);
    free -= claimed.length;
    return claimed;
  };
}

function outcomeOf({ isSettled, settlement, wasFull }: FeedReport): string {
  if (!isSettled) return 'overtaken';
  if (settlement.to === 'again') return 'failed';
  return wasFull ? 'all-read' : 'changes-read';
}

/** By ids and numbers only: the calendar's id may be somebody's address. */
function tell(
  log: Log,
  { clinicId, failures }: ClaimedFeed,
  { settlement, failure, channelFailure }: FeedReport,
): void {
  if (channelFailure !== undefined)
    log.warn({ clinicId, reason: channelFailure }, 'Google opened no channel for a calendar; it is polled');
  if (settlement.to === 'again')
    log.info(
      { clinicId, failures: failures + 1, reason: failure },
      'a calendar could not be read; tried again later',
    );
  else if (settlement.changed.length > 0)
    log.info({ clinicId, count: settlement.changed.length }, 'a calendar shows other events than the book');
}
