import type { CalendarResult, ChangedEvents } from '../../application/ports/scheduling/google-calendar.ts';
import type { ChangedEvent } from '../../domain/scheduling/calendar-sync/looks.ts';
import { given } from '../../domain/given.ts';
import type { CalendarApi } from './calendar-api.ts';
import { attempt } from './calendar-call.ts';
import { changesPage } from './calendar-payload.ts';

/** 50 000 events: a page token that never ends. */
const mostPages = 20;
/** No titles, no descriptions, no names. */
const fields = 'nextPageToken,nextSyncToken,items(id,status,start,end,attendees(self,responseStatus))';

/**
 * All pages; the token stands on the last one, and an answer that cannot be read to its end is none
 * (docs/vendors/google.md#changes-of-events).
 */
export async function listChanges(
  { api, asClinic }: CalendarApi,
  accessToken: string,
  calendarId: string,
  since: { readonly syncToken: string } | { readonly from: Date },
): Promise<CalendarResult<ChangedEvents | 'sync-token-expired'>> {
  const { auth, options } = asClinic(accessToken);
  const question =
    'syncToken' in since ? { syncToken: since.syncToken } : { timeMin: since.from.toISOString() };
  const outcome = await attempt('read', async (): Promise<ChangedEvents> => {
    const events: ChangedEvent[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const parameters = {
        auth,
        calendarId,
        maxResults: 2_500,
        fields,
        ...question,
        ...given({ pageToken }),
      };
      const { data } = await api.events.list(parameters, options);
      const answer = changesPage.parse(data);
      events.push(...answer.items);
      if (answer.nextSyncToken !== undefined) return { events, syncToken: answer.nextSyncToken };
      if (answer.nextPageToken === undefined) throw new Error('The last page has no sync token');
      pageToken = answer.nextPageToken;
    }
    throw new Error('The changes of this calendar have no end');
  });
  if ('done' in outcome) return { ok: outcome.done };
  return outcome.refused.status === 410 ? { ok: 'sync-token-expired' } : outcome.refused.failure;
}
