import type { GoogleCalendar } from '../../application/ports/scheduling/google-calendar.ts';
import { openCalendarApi } from './calendar-api.ts';
import { readBusy } from './calendar-busy.ts';
import { attempt } from './calendar-call.ts';
import { listChanges } from './calendar-changes.ts';
import { pushChannels } from './calendar-channels.ts';
import { eventMoves } from './calendar-moves.ts';
import { listBusyEvents } from './calendar-events.ts';
import { listCalendars } from './calendar-list.ts';
import { eventBody, storedEvent } from './calendar-payload.ts';

type Settings = {
  /** Google's origin, or the twin's. */
  readonly apiUrl: string;
  /** For one call; several are made for many calendars or long windows. */
  readonly timeoutMs: number;
};

const nothingLeft = {
  isCancelled: true,
  slot: undefined,
  appointmentId: undefined,
  isDeclined: false,
  etag: '',
};

/** Google Calendar through `googleapis`; nobody is ever sent an e-mail. */
export function googleCalendar({ apiUrl, timeoutMs }: Settings): GoogleCalendar {
  const calendarApi = openCalendarApi({ origin: apiUrl, timeoutMs });
  const { api, asClinic } = calendarApi;
  return {
    list: (accessToken) => listCalendars(calendarApi, accessToken),
    changes: (accessToken, calendarId, since) => listChanges(calendarApi, accessToken, calendarId, since),
    ...eventMoves(calendarApi),
    ...pushChannels(calendarApi),
    busy: (accessToken, calendarIds, window) => readBusy(calendarApi, accessToken, calendarIds, window),
    busyEvents: (accessToken, calendarId, window) =>
      listBusyEvents(calendarApi, accessToken, calendarId, window),

    async insert(accessToken, calendarId, event) {
      const { auth, options } = asClinic(accessToken);
      const outcome = await attempt('insert', async () => {
        const requestBody = eventBody(event);
        const parameters = { auth, calendarId, sendUpdates: 'none', fields: 'id', requestBody };
        const { data } = await api.events.insert(parameters, options);
        return data.id;
      });
      if ('refused' in outcome) {
        const { status, failure } = outcome.refused;
        return status === 409 ? { ok: 'duplicate' } : failure;
      }
      // a 200 that does not name the event came from somebody else, e.g. a proxy
      return outcome.done === event.eventId
        ? { ok: 'inserted' }
        : { failure: 'unknown', reason: 'unreadable' };
    },

    async get(accessToken, calendarId, eventId) {
      const { auth, options } = asClinic(accessToken);
      const fields = 'id,status,etag,start,end,attendees(self,responseStatus),extendedProperties/private';
      const outcome = await attempt('read', async () => {
        const { data } = await api.events.get({ auth, calendarId, eventId, fields }, options);
        return storedEvent.parse(data);
      });
      if ('done' in outcome) return { ok: outcome.done };
      const { status, failure } = outcome.refused;
      return status === 410 ? { ok: { ...nothingLeft, eventId } } : failure;
    },

    async remove(accessToken, calendarId, eventId) {
      const { auth, options } = asClinic(accessToken);
      const outcome = await attempt('remove', () =>
        api.events.delete({ auth, calendarId, eventId, sendUpdates: 'none' }, options),
      );
      if ('done' in outcome) return { ok: 'removed' };
      const { status, failure } = outcome.refused;
      return status === 404 || status === 410 ? { ok: 'gone' } : failure;
    },
  };
}
