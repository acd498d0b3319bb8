import { z } from 'zod';
import type { AuditTrail } from '../../../../application/ports/access/audit-trail.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, clinicIdAsked, instant, instantAsked, line, uuidGiven } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

const entry = z
  .object({
    id: uuidGiven,
    clinicId: uuidGiven.optional(),
    at: instant,
    actor: z.string().describe('`user:…`, `key:…`, `local:operator`'),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()).readonly(),
    requestId: z.string().optional(),
    outcome: z
      .enum(['done', 'refused', 'failed'])
      .optional()
      .describe('Absent when nobody knows: the process ended over it'),
    code: z.string().optional().describe('Of the error that ended it'),
  })
  .meta({ id: 'AuditEntry' });

export const auditEndpoints = ({ auditTrail }: { auditTrail: AuditTrail }): readonly Endpoint[] => [
  endpoint({
    id: 'listAuditEntries',
    method: 'GET',
    path: '/api/audit',
    summary: { en: 'Who did what, newest first', pt: 'Quem fez o quê, do mais novo ao mais antigo' },
    tag: 'audit',
    access: { roles: admins, clinicFrom: 'query' },
    request: {
      query: z.strictObject({
        ...pageQuery,
        clinicId: clinicIdAsked.optional().describe('All of your clinics when absent'),
        action: line(80).optional(),
        actor: line(300).optional(),
        from: instantAsked.optional().describe('Only what began then or later'),
        to: instantAsked.optional().describe('Only what began before'),
      }),
    },
    responses: { 200: pageOf(entry) },
    errors: ['http.cursor-invalid'],
    handler: async ({ query: { action, actor, from, to, ...query }, reach }) =>
      reply(
        200,
        await readPage(
          'audit',
          query,
          z.guid(),
          (limit, before) =>
            auditTrail.list({
              reach,
              limit,
              ...given({ action, actor, from, to, before }),
            }),
          ({ id }) => id,
        ),
      ),
  }),
];
