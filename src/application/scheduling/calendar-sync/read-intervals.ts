import { readEveryMs, type FeedPolicy } from '../../../domain/scheduling/feed-policy.ts';
import type { CalendarFeeds } from '../../ports/scheduling/calendar-feeds.ts';
import type { Clock } from '../../ports/system/clock.ts';

/** How often calendars are read now, with a channel and without: by how many there are in the installation. */
export type ReadIntervals = () => Promise<{ readonly pushed: number; readonly polled: number }>;

type Needs = { calendarFeeds: Pick<CalendarFeeds, 'count'>; clock: Clock; feedPolicy: FeedPolicy };

const rememberMs = 60_000;

export function makeReadIntervals({ calendarFeeds, clock, feedPolicy }: Needs): ReadIntervals {
  let known: { readonly until: number; readonly every: ReturnType<ReadIntervals> } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (known !== undefined && known.until > now) return known.every;
    const every = calendarFeeds.count().then((counts) => readEveryMs(counts, feedPolicy));
    known = { until: now + rememberMs, every };
    // a failure is not remembered
    every.catch(() => (known = undefined));
    return every;
  };
}
