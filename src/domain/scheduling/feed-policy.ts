import { syncRetryMs } from './sync-policy.ts';

/** How often the changes of a calendar are read. */
export type FeedPolicy = {
  /** At the most often, of a calendar that only reading tells about. */
  readonly readMs: number;
  /** While Google says when something changes; its messages may get lost. */
  readonly readWithChannelMs: number;
  /** Readings of all calendars of the installation in a day: a share of what Google gives one project. */
  readonly readsPerDay: number;
  /** Between tries while the connection does not work, or the calendar cannot be found. */
  readonly accessWaitMs: number;
  readonly baseMs: number;
  readonly capMs: number;
};

export const defaultFeedPolicy: FeedPolicy = {
  readMs: 45_000,
  readWithChannelMs: 15 * 60_000,
  readsPerDay: 500_000,
  accessWaitMs: 10 * 60_000,
  baseMs: 2_000,
  capMs: 5 * 60_000,
};

const dayMs = 86_400_000;

/**
 * How often calendars with a channel (`pushed`) and without one (`polled`) are read, so that all of them together stay
 * within `readsPerDay`. What those with a channel leave is for the others.
 */
export function readEveryMs(
  { pushed, polled }: { readonly pushed: number; readonly polled: number },
  { readMs, readWithChannelMs, readsPerDay }: FeedPolicy,
): { readonly pushed: number; readonly polled: number } {
  const fair = ((pushed + polled) * dayMs) / readsPerDay;
  const pushedMs = Math.max(readWithChannelMs, fair);
  const left = readsPerDay - (pushed * dayMs) / pushedMs;
  return { pushed: pushedMs, polled: Math.max(readMs, polled === 0 ? 0 : (polled * dayMs) / left) };
}

/** A tenth at most more, so that calendars that were chosen together do not stay together. `random` in [0, 1). */
export const nextReadMs = (ms: number, random: number): number => Math.round(ms * (1 + random / 10));

/** Never sooner than Google asks. */
export const retryReadMs = (
  failures: number,
  policy: FeedPolicy,
  random: number,
  retryAfterMs?: number,
): number => syncRetryMs(failures, policy, random, retryAfterMs);

/** Google may answer with less. */
export const channelLifetimeMs = 7 * dayMs;
/** After a channel that could not be opened. */
export const channelRetryMs = 60 * 60_000;
const mostOverlapMs = dayMs;

/**
 * When the next channel is opened, so that the two overlap: a day before this one ends, or a quarter of its time where
 * that is less, and up to as much again, so that channels that were opened together are not renewed together.
 */
export function renewChannelAt(now: Date, expiresAt: Date, random: number): Date {
  const lifetime = Math.max(0, expiresAt.getTime() - now.getTime());
  const overlap = Math.min(mostOverlapMs, lifetime / 4);
  return new Date(expiresAt.getTime() - overlap * (1 + random));
}
