import { channelLifetimeMs, channelRetryMs, renewChannelAt } from '../../../domain/scheduling/feed-policy.ts';
import { after, earliest } from '../../../domain/instants.ts';
import type { WithGoogleAccess } from '../../connection/google-access.ts';
import type { CalendarChannels } from '../../ports/scheduling/calendar-channels.ts';
import type { ClaimedFeed } from '../../ports/scheduling/calendar-feeds.ts';
import { isFailure, type GoogleCalendar } from '../../ports/scheduling/google-calendar.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Ids } from '../../ports/system/ids.ts';
import type { Randomness } from '../../ports/system/randomness.ts';
import type { Secrets } from '../../ports/system/secrets.ts';

/** `expiresAt`: Google says until then when the calendar changes. Nothing at all where Google cannot reach us. */
type ChannelOpening =
  { readonly expiresAt: Date } | { readonly failure: string } | { readonly failure?: never };

/** Opens a channel for a calendar whose feed is in hand, or replaces the one that ends soon; the former one is left. */
export type OpenChannel = (feed: ClaimedFeed) => Promise<ChannelOpening>;

type Needs = {
  calendarChannels: Pick<CalendarChannels, 'add' | 'opened'>;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: Pick<GoogleCalendar, 'watch'>;
  secrets: Secrets;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  /** Where Google's messages reach us; absent where they cannot. */
  pushAddress: string | undefined;
};

export const makeOpenChannel = (needs: Needs): OpenChannel => {
  const { calendarChannels, withGoogleAccess, googleCalendar, secrets, ids, clock, pushAddress } = needs;
  return async ({ clinicId, calendarId }) => {
    if (pushAddress === undefined) return {};
    const now = clock.now();
    const channel = { channelId: ids.next(), clinicId, calendarId };
    const token = secrets.next();
    const isAdded = await calendarChannels.add({
      ...channel,
      tokenDigest: secrets.digest(token),
      expiresAt: after(now, channelLifetimeMs),
      renewAt: after(now, channelRetryMs * (1 + needs.randomness.next())),
    });
    if (!isAdded) return {};
    const { channelId } = channel;
    const order = { channelId, token, address: pushAddress, lifetimeMs: channelLifetimeMs };
    const answer = await withGoogleAccess(clinicId, (access) =>
      googleCalendar.watch(access, calendarId, order),
    );
    if ('noAccess' in answer) return { failure: answer.noAccess };
    if (isFailure(answer)) return { failure: answer.reason };
    const { resourceId, expiresAt } = answer.ok;
    const until = earliest(expiresAt, after(now, channelLifetimeMs)) ?? expiresAt;
    const renewAt = renewChannelAt(now, until, needs.randomness.next());
    await calendarChannels.opened(channel, { resourceId, expiresAt: until, renewAt });
    return { expiresAt: until };
  };
};
