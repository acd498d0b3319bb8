import type { GoogleCalendar } from '../../application/ports/scheduling/google-calendar.ts';
import type { CalendarApi } from './calendar-api.ts';
import { attempt, read } from './calendar-call.ts';
import { watchedChannel } from './calendar-payload.ts';

/** docs/vendors/google.md#push-channels */
export const pushChannels = ({
  api,
  asClinic,
}: CalendarApi): Pick<GoogleCalendar, 'watch' | 'stopChannel'> => ({
  watch: (accessToken, calendarId, { channelId, token, address, lifetimeMs }) =>
    read(async () => {
      const { auth, options } = asClinic(accessToken);
      const params = { ttl: String(Math.floor(lifetimeMs / 1_000)) };
      const requestBody = { id: channelId, type: 'web_hook', address, token, params };
      const { data } = await api.events.watch({ auth, calendarId, requestBody }, options);
      return watchedChannel.parse(data);
    }),

  async stopChannel(accessToken, { channelId, resourceId }) {
    const { auth, options } = asClinic(accessToken);
    const requestBody = { id: channelId, resourceId };
    const outcome = await attempt('remove', () => api.channels.stop({ auth, requestBody }, options));
    if ('done' in outcome) return { ok: 'stopped' };
    const { status, failure } = outcome.refused;
    return status === 404 || status === 410 ? { ok: 'stopped' } : failure;
  },
});
