import type { CalendarResult, ListedCalendar } from '../../application/ports/scheduling/google-calendar.ts';
import type { CalendarApi } from './calendar-api.ts';
import { read } from './calendar-call.ts';
import { listPage } from './calendar-payload.ts';
import { given } from '../../domain/given.ts';

/** Nobody has this many calendars: a page token that never ends. */
const mostPages = 100;
const fields = 'nextPageToken,items(id,summary,summaryOverride,timeZone,accessRole,primary,hidden,deleted)';

/** All pages; hidden calendars too, because a doctor's may be hidden in the secretary's list. */
export const listCalendars = (
  { api, asClinic }: CalendarApi,
  accessToken: string,
): Promise<CalendarResult<readonly ListedCalendar[]>> =>
  read(async () => {
    const { auth, options } = asClinic(accessToken);
    const calendars: ListedCalendar[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { data } = await api.calendarList.list(
        { auth, maxResults: 250, showHidden: true, fields, ...given({ pageToken }) },
        options,
      );
      const { items, nextPageToken } = listPage.parse(data);
      for (const { id, summary, summaryOverride, timeZone, accessRole, primary, hidden, deleted } of items) {
        if (deleted) continue;
        calendars.push({
          calendarId: id,
          summary: summaryOverride ?? summary ?? id,
          timeZone,
          accessRole,
          isPrimary: primary,
          isHidden: hidden,
        });
      }
      if (nextPageToken === undefined) break;
      pageToken = nextPageToken;
    }
    return calendars;
  });
