import { z } from 'zod';
import type { BrowserSessions } from '../../../../application/ports/access/browser-sessions.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import { SessionNotFound } from '../../../../domain/access/browser-errors.ts';
import { browserSessionId } from '../../../../domain/access/browser-session-id.ts';
import { endOf } from '../../../../domain/access/browser-session.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { instant, platform, uuidAsked, uuidGiven } from '../../api/schemas.ts';

const tag = 'session';
const session = z
  .object({
    id: uuidGiven,
    userId: z.string(),
    email: z.string().optional(),
    displayName: z.string().optional(),
    createdAt: instant,
    lastUsedAt: instant,
    endsAt: instant.describe('If nobody uses it any more'),
  })
  .meta({ id: 'BrowserSession' });

export type BrowserSessionNeeds = { browserSessions: BrowserSessions; clock: Clock };

export const browserSessionEndpoints = ({
  browserSessions,
  clock,
}: BrowserSessionNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listBrowserSessions',
    method: 'GET',
    path: '/api/sessions',
    summary: { en: 'Who is signed in, in which browsers', pt: 'Quem está conectado, em quais navegadores' },
    tag,
    access: { roles: platform },
    request: { query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(session) },
    errors: ['http.cursor-invalid'],
    handler: async ({ query }) => {
      const read = (limit: number, after: string | undefined) =>
        browserSessions.list(clock.now(), limit, after === undefined ? undefined : browserSessionId(after));
      const page = await readPage('sessions', query, z.uuid(), read, ({ id }) => id);
      const items = page.items.map((each) => ({ ...each, endsAt: endOf(each) }));
      return reply(200, { ...page, items });
    },
  }),

  endpoint({
    id: 'endBrowserSession',
    method: 'DELETE',
    path: '/api/sessions/:id',
    summary: { en: 'Sign a browser out', pt: 'Desconectar um navegador' },
    tag,
    access: { roles: platform, callers: 'people' },
    request: {
      params: z.strictObject({
        id: uuidAsked.transform(browserSessionId).meta({ jsonSchema: { type: 'string', format: 'uuid' } }),
      }),
    },
    responses: { 204: 'empty' },
    errors: ['access.session-not-found'],
    audit: { action: 'session.end', subject: ({ params: { id } }) => `session:${id}` },
    handler: async ({ params: { id }, caller }) => {
      if (!(await browserSessions.end(id, caller.actor, clock.now()))) throw new SessionNotFound();
      return reply(204, undefined);
    },
  }),
];
