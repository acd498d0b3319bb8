import { z } from 'zod';
import type { Alerts } from '../../../../application/ports/operations/alerts.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { clinicIdAsked, everybody, instant, uuidGiven } from '../../api/schemas.ts';

const alert = z
  .object({
    id: uuidGiven,
    clinicId: uuidGiven.optional().describe('Absent for what concerns the whole installation'),
    kind: z.string(),
    subject: z.string(),
    message: z.string(),
    occurrences: z.int(),
    openedAt: instant,
    lastSeenAt: instant,
    resolvedAt: instant.optional(),
  })
  .meta({ id: 'Alert' });

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
          (limit, before) =>
            alerts.list({ reach, state: query.state, limit, ...(before !== undefined && { before }) }),
          ({ id }) => id,
        ),
      ),
  }),
];
