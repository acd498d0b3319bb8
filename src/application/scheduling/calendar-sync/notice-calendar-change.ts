import type { CalendarChannels } from '../../ports/scheduling/calendar-channels.ts';
import type { CalendarFeeds } from '../../ports/scheduling/calendar-feeds.ts';
import type { Secrets } from '../../ports/system/secrets.ts';

/**
 * Google says that something changed: the calendar is read soon. Nothing else of the message is believed.
 * `unknown`: a channel that has gone, or never was; `refused`: it does not know the channel's secret.
 */
export type NoticeCalendarChange = (message: {
  readonly channelId: string;
  readonly token: string;
}) => Promise<'noticed' | 'unknown' | 'refused'>;

type Needs = {
  calendarChannels: Pick<CalendarChannels, 'find'>;
  calendarFeeds: Pick<CalendarFeeds, 'readWithin'>;
  secrets: Pick<Secrets, 'matches'>;
};

/** People drag in steps: their messages within this time come to one reading. */
const gatherMs = 1_000;

export const makeNoticeCalendarChange =
  ({ calendarChannels, calendarFeeds, secrets }: Needs): NoticeCalendarChange =>
  async ({ channelId, token }) => {
    const channel = await calendarChannels.find(channelId);
    if (channel === undefined) return 'unknown';
    if (!secrets.matches(token, channel.tokenDigest)) return 'refused';
    await calendarFeeds.readWithin(channel.clinicId, channel.calendarId, gatherMs);
    return 'noticed';
  };
