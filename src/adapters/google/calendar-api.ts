// The only file that knows `googleapis`: a deep import, because the whole library costs 0.6 s and 110 MiB.
import { auth, calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import { boundedFetch } from '../../application/exchange/bounded-fetch.ts';

export type CalendarApi = {
  readonly api: calendar_v3.Calendar;
  /** What every call carries: this token alone, one attempt, and an end. */
  readonly asClinic: (accessToken: string) => CallSettings;
};

type CallSettings = {
  readonly auth: InstanceType<typeof auth.OAuth2>;
  readonly options: { readonly retry: false; readonly fetchImplementation: typeof fetch };
};

/** A page of 2 500 events with all that we ask of them is far smaller. */
const largestReply = 4 * 1024 * 1024;

/**
 * One client for all clinics; the token travels with each call. It never gets a refresh token: the library would renew
 * by itself, also on a rate limit, and tell nobody. `origin` is Google's, or the twin's; a path in it would be dropped.
 */
export function openCalendarApi({ origin, timeoutMs }: { origin: string; timeoutMs: number }): CalendarApi {
  const fetchImplementation = boundedFetch({ timeoutMs, largestReply });
  return {
    api: calendar({ version: 'v3', rootUrl: new URL(origin).origin, retry: false }),
    asClinic(accessToken) {
      const client = new auth.OAuth2();
      client.setCredentials({ access_token: accessToken });
      return { auth: client, options: { retry: false, fetchImplementation } };
    },
  };
}
