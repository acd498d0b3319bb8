import type { GoogleCalendar } from '../../application/ports/scheduling/google-calendar.ts';
import type { CalendarApi } from './calendar-api.ts';
import { attempt } from './calendar-call.ts';
import { writtenMoment } from './calendar-payload.ts';

/** Changes events of ours; all calls may be repeated. */
export const eventMoves = ({
  api,
  asClinic,
}: CalendarApi): Pick<GoogleCalendar, 'putAt' | 'retitle' | 'move'> => ({
  async putAt(accessToken, { calendarId, eventId, slot }, { timeZone, etag }) {
    const { auth, options } = asClinic(accessToken);
    // a day-long event has dates, and keeps them unless they are taken away
    const time = (at: Date) => ({ ...writtenMoment(at, timeZone), date: null });
    const requestBody = { start: time(slot.start), end: time(slot.end) };
    const outcome = await attempt('remove', () =>
      api.events.patch(
        { auth, calendarId, eventId, sendUpdates: 'none', fields: 'id', requestBody },
        { ...options, headers: { 'If-Match': etag } },
      ),
    );
    if ('done' in outcome) return { ok: 'put' };
    const { status, failure } = outcome.refused;
    return status === 412 || status === 404 || status === 410 ? { ok: 'changed' } : failure;
  },

  async retitle(accessToken, { calendarId, eventId }, title) {
    const { auth, options } = asClinic(accessToken);
    const requestBody = { summary: title };
    const outcome = await attempt('remove', async () => {
      const question = { auth, calendarId, eventId, sendUpdates: 'none', fields: 'id,status', requestBody };
      return (await api.events.patch(question, options)).data.status;
    });
    if ('done' in outcome) return { ok: outcome.done === 'cancelled' ? 'deleted' : 'retitled' };
    const { status, failure } = outcome.refused;
    return status === 404 || status === 410 ? { ok: 'gone' } : failure;
  },

  async move(accessToken, calendarId, eventId, to) {
    const { auth, options } = asClinic(accessToken);
    const outcome = await attempt('remove', () =>
      api.events.move(
        { auth, calendarId, eventId, destination: to, sendUpdates: 'none', fields: 'id' },
        options,
      ),
    );
    if ('done' in outcome) return { ok: 'moved' };
    const { status, failure } = outcome.refused;
    return status === 404 || status === 410 ? { ok: 'gone' } : failure;
  },
});
