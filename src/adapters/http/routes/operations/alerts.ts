import { z } from 'zod';
import type { Alerts } from '../../../../application/ports/operations/alerts.ts';
import { countAlerts } from '../../../../domain/alerting/alert-counts.ts';
import { alertKinds } from '../../../../domain/alerting/alert-kinds.ts';
import { alertPlaces } from '../../../../domain/alerting/alert-place.ts';
import { wordsOfAlert } from '../../../../domain/alerting/alert-words.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { clinicIdAsked, everybody, instant, platform, uuidGiven } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

const alert = z
  .object({
    id: uuidGiven,
    clinicId: uuidGiven.optional().describe('Absent for what concerns the whole installation'),
    kind: z.enum(alertKinds),
    title: z.string().describe('What has happened, in Brazilian Portuguese'),
    action: z.string().describe('What the clinic can do'),
    place: z.enum(alertPlaces).describe('Where that is done'),
    subject: z.string().describe('What it is about: of a conversation or a visit its id'),
    message: z.string().describe('For operators, mostly in English'),
    occurrences: z.int(),
    openedAt: instant,
    lastSeenAt: instant,
    resolvedAt: instant.optional(),
  })
  .meta({ id: 'Alert' });

const alertCounts = z
  .object({
    clinicId: uuidGiven.optional().describe('Absent for what concerns the whole installation'),
    now: z.int().describe('Those that are told at any hour'),
    today: z.int().describe('Those that wait for the end of quiet hours'),
    later: z.int().describe('Those that do not get worse'),
    google: z.int().describe('Of all of them, those that are about Google'),
    whatsapp: z.int().describe('Of all of them, those that are about the WhatsApp numbers'),
  })
  .meta({ id: 'AlertCounts' });

export const alertEndpoints = ({ alerts }: { alerts: Alerts }): readonly Endpoint[] => [
  endpoint({
    id: 'listAlerts',
    method: 'GET',
    path: '/api/alerts',
    summary: {
      en: 'What a person should look at, newest first',
      pt: 'O que alguém precisa ver, do mais novo ao mais antigo',
    },
    tag: 'alerts',
    access: { roles: everybody, clinicFrom: 'query' },
    request: {
      query: z.strictObject({
        ...pageQuery,
        clinicId: clinicIdAsked.optional().describe('All of your clinics when absent'),
        state: z.enum(['open', 'resolved', 'any']).default('open'),
      }),
    },
    responses: { 200: pageOf(alert) },
    errors: ['http.cursor-invalid'],
    handler: async ({ query, reach }) =>
      reply(
        200,
        await readPage(
          'alerts',
          query,
          z.guid(),
          async (limit, before) => {
            const found = await alerts.list({ reach, state: query.state, limit, ...given({ before }) });
            return found.map((each) => ({ ...each, ...wordsOfAlert(each.kind) }));
          },
          ({ id }) => id,
        ),
      ),
  }),

  endpoint({
    id: 'countAlerts',
    method: 'GET',
    path: '/api/alerts/counts',
    summary: {
      en: 'How many alerts are open in each clinic that has any, and in the installation',
      pt: 'Quantos alertas estão abertos em cada clínica que tem algum, e na instalação',
    },
    tag: 'alerts',
    access: { roles: platform },
    request: {},
    responses: { 200: z.object({ items: z.array(alertCounts).readonly() }) },
    handler: async () => reply(200, { items: countAlerts(await alerts.openByClinic()) }),
  }),
];
