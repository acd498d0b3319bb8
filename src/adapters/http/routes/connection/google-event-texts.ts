import { z } from 'zod';
import type { ListEventTexts } from '../../../../application/scheduling/list-event-texts.ts';
import { eventDetails } from '../../../../domain/clinic/rules/event-detail.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic, instant, uuidGiven } from '../../api/schemas.ts';

type EventTextNeeds = { listEventTexts: ListEventTexts };

const shows = z
  .enum(eventDetails)
  .describe('What events say of a visit: each says what the one before it does, and more');
const inWork = z
  .object({
    appointmentId: uuidGiven,
    calendarId: z.string(),
    start: instant,
    end: instant,
    shows: shows.optional().describe('The most that the event may show now; absent: the service at most'),
    isErased: z.boolean().describe('It still says whose visit it was, and the person was erased'),
    attempts: z.int(),
    failure: z.string().optional().describe('Why it could not be changed, e.g. `not-connected`'),
    dueAt: instant.optional().describe('The next try; absent: none before the clinic connects again'),
  })
  .meta({ id: 'EventTextInWork' });

/** What the events of visits say in the clinic's calendars. */
export const googleEventTextEndpoints = (needs: EventTextNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listEventTexts',
    method: 'GET',
    path: '/api/google/event-texts',
    summary: {
      en: 'What events say of visits, and events in Google that do not say so yet',
      pt: 'O que os eventos dizem dos horários, e eventos no Google que ainda não dizem isso',
    },
    tag: 'google',
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: z.strictObject(inClinic) },
    responses: { 200: z.object({ chosen: shows, inWork: z.array(inWork).readonly() }) },
    errors: [],
    handler: async ({ clinicId }) => {
      const found = await needs.listEventTexts(clinicId);
      return reply(200, {
        chosen: found.chosen,
        inWork: found.inWork.map(({ slot: { start, end }, ...text }) => ({ ...text, start, end })),
      });
    },
  }),
];
