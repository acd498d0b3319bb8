import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { appointmentOf } from '../../../domain/scheduling/calendar-event.ts';
import { given } from '../../../domain/given.ts';
import { areTooMany, differs, type ChangedEvent } from '../../../domain/scheduling/calendar-sync/looks.ts';
import { nextReadMs, retryReadMs, type FeedPolicy } from '../../../domain/scheduling/feed-policy.ts';
import type { NoAccess, WithGoogleAccess } from '../../connection/google-access.ts';
import type { Appointments } from '../../ports/scheduling/appointments.ts';
import type { CalendarFeeds, ClaimedFeed, FeedSettlement } from '../../ports/scheduling/calendar-feeds.ts';
import {
  isFailure,
  type CalendarFailure,
  type ChangedEvents,
  type GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Randomness } from '../../ports/system/randomness.ts';
import type { OpenChannel } from './open-channel.ts';
import type { ReadIntervals } from './read-intervals.ts';

export type FeedReport = {
  readonly settlement: FeedSettlement;
  /** `false` when somebody else has the feed by now, or it has ended. */
  readonly isSettled: boolean;
  /** Everything was read, not only what has changed. */
  readonly wasFull: boolean;
  readonly failure?: string;
  /** Why no channel could be opened for it. */
  readonly channelFailure?: string;
};

/**
 * Reads what has changed in a calendar, and makes due every appointment whose event may differ from the book. The list is
 * only a hint: each event is looked at before anything follows from it. Throws only when the database fails.
 */
export type ReadCalendarChanges = (feed: ClaimedFeed) => Promise<FeedReport>;

type Needs = {
  calendarFeeds: CalendarFeeds;
  appointments: Pick<Appointments, 'byIds' | 'confirmedIn'>;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: Pick<GoogleCalendar, 'changes'>;
  clock: Clock;
  randomness: Randomness;
  feedPolicy: FeedPolicy;
  openChannel: OpenChannel;
  readIntervals: ReadIntervals;
};

const dayMs = 86_400_000;

export const makeReadCalendarChanges = (needs: Needs): ReadCalendarChanges => {
  const { calendarFeeds, withGoogleAccess, googleCalendar, clock, randomness, feedPolicy } = needs;

  const ask = ({ clinicId, calendarId }: ClaimedFeed, since: Parameters<GoogleCalendar['changes']>[2]) =>
    withGoogleAccess(clinicId, (token) => googleCalendar.changes(token, calendarId, since));

  const again = async (feed: ClaimedFeed, failed: NoAccess | CalendarFailure): Promise<FeedReport> => {
    const settlement = { to: 'again', nextMs: msUntilRetry(feed, failed) } as const;
    const isSettled = await calendarFeeds.settle(feed, settlement);
    const failure = 'noAccess' in failed ? failed.noAccess : failed.reason;
    return { settlement, isSettled, wasFull: false, failure };
  };

  const msUntilRetry = ({ failures }: ClaimedFeed, failed: NoAccess | CalendarFailure): number => {
    const random = randomness.next();
    const passes =
      'noAccess' in failed
        ? failed.noAccess === 'renewal-unavailable'
        : failed.failure === 'transient' || failed.failure === 'unknown';
    return passes
      ? retryReadMs(failures, feedPolicy, random, 'noAccess' in failed ? undefined : failed.retryAfterMs)
      : nextReadMs(feedPolicy.accessWaitMs, random);
  };

  return async (feed) => {
    // before it is read: what changes from now on is said, and what changed until now is read
    const opening = feed.isChannelDue ? await needs.openChannel(feed) : {};
    const channelFailure = 'failure' in opening ? opening.failure : undefined;
    const pushedUntil = 'expiresAt' in opening ? opening.expiresAt : feed.pushedUntil;
    const from = { from: new Date(clock.now().getTime() - dayMs) };
    const first = await ask(feed, feed.syncToken === undefined ? from : { syncToken: feed.syncToken });
    if ('noAccess' in first || isFailure(first)) return again(feed, first);
    const wasFull = feed.syncToken === undefined || first.ok === 'sync-token-expired';
    const answer = first.ok === 'sync-token-expired' ? await ask(feed, from) : first;
    if ('noAccess' in answer || isFailure(answer)) return again(feed, answer);
    if (answer.ok === 'sync-token-expired')
      return again(feed, { failure: 'transient', reason: 'no-sync-token' });

    const { changed, deletions } = wasFull
      ? await comparedWithAll(needs, feed, answer.ok)
      : await compared(needs, feed, answer.ok);
    const every = await needs.readIntervals();
    const isPushed = pushedUntil !== undefined && pushedUntil > clock.now();
    const settlement: FeedSettlement = {
      to: 'read',
      syncToken: answer.ok.syncToken,
      changed,
      areDeletionsHeld: areTooMany(deletions),
      nextMs: nextReadMs(isPushed ? every.pushed : every.polled, randomness.next()),
    };
    const isSettled = await calendarFeeds.settle(feed, settlement);
    return { settlement, isSettled, wasFull, ...given({ channelFailure }) };
  };
};

type Compared = { readonly changed: readonly AppointmentId[]; readonly deletions: number };
type OwnChange = ChangedEvent & { readonly id: AppointmentId; readonly generation: number };

const ownIn = ({ events }: ChangedEvents): readonly OwnChange[] =>
  events.flatMap((event): readonly OwnChange[] => {
    const own = appointmentOf(event.eventId);
    return own === undefined ? [] : [{ ...event, ...own }];
  });

async function compared(
  { appointments }: Needs,
  { clinicId, calendarId }: ClaimedFeed,
  answer: ChangedEvents,
): Promise<Compared> {
  const own = ownIn(answer);
  const ids = [...new Set(own.map(({ id }) => id))];
  const book = new Map((await appointments.byIds(clinicId, ids)).map((found) => [found.id, found]));
  const different = own.filter((event) => {
    const found = book.get(event.id);
    return found !== undefined && differs(found, calendarId, event);
  });
  return {
    changed: [...new Set(different.map(({ id }) => id))],
    deletions: different.filter(({ isCancelled }) => isCancelled).length,
  };
}

/** What the list does not show may be deleted, or moved to another calendar. */
async function comparedWithAll(needs: Needs, feed: ClaimedFeed, answer: ChangedEvents): Promise<Compared> {
  const { clinicId, calendarId } = feed;
  const { changed } = await compared(needs, feed, answer);
  const listed = new Set(ownIn(answer).flatMap(({ id, isCancelled }) => (isCancelled ? [] : [id])));
  const expected = await needs.appointments.confirmedIn(clinicId, calendarId, needs.clock.now());
  const missing = expected.flatMap(({ id }) => (listed.has(id) ? [] : [id]));
  return { changed: [...new Set([...changed, ...missing])], deletions: missing.length };
}
