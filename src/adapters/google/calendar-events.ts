import type { BusyEvent, CalendarResult } from '../../application/ports/scheduling/google-calendar.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { CalendarApi } from './calendar-api.ts';
import { read } from './calendar-call.ts';
import { busyEventsOf, eventPage } from './calendar-payload.ts';
import { given } from '../../domain/given.ts';

/** Nobody has this many events at one time: a page token that never ends. */
const mostPages = 20;
const fields =
  'timeZone,nextPageToken,items(id,status,transparency,eventType,start,end,created,attendees(self,responseStatus),extendedProperties/private)';

/** All pages, recurring events one by one; an answer that cannot be read to its end is none. */
export const listBusyEvents = (
  { api, asClinic }: CalendarApi,
  accessToken: string,
  calendarId: string,
  { start, end }: TimeSlot,
): Promise<CalendarResult<readonly BusyEvent[]>> =>
  read(async () => {
    const { auth, options } = asClinic(accessToken);
    const question = { timeMin: start.toISOString(), timeMax: end.toISOString(), singleEvents: true, fields };
    const found: BusyEvent[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { data } = await api.events.list(
        { auth, calendarId, maxResults: 250, ...question, ...given({ pageToken }) },
        options,
      );
      const answer = eventPage.parse(data);
      found.push(...busyEventsOf(answer));
      if (answer.nextPageToken === undefined) return found;
      pageToken = answer.nextPageToken;
    }
    throw new Error('The events of this time have no end');
  });
