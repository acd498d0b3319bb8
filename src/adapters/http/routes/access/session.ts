import { z } from 'zod';
import type { LocalSignIn } from '../../../../application/ports/access/local-sign-in.ts';
import { NotSignedIn } from '../../../../domain/access/sign-in-errors.ts';
import { sessionCookie } from '../../api/authenticate.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, uuidGiven } from '../../api/schemas.ts';

const tag = 'session';
const clinicRole = z.enum(['clinic-admin', 'clinic-staff', 'service']);

export const meEndpoints = (): readonly Endpoint[] => [
  endpoint({
    id: 'whoAmI',
    method: 'GET',
    path: '/api/me',
    summary: { en: 'Who you are, and in which clinics', pt: 'Quem você é, e em quais clínicas' },
    tag,
    access: { roles: everybody },
    responses: {
      200: z.object({
        actor: z.string(),
        userId: z.string(),
        kind: z.enum(['person', 'machine']),
        isPlatformAdmin: z.boolean(),
        clinics: z.array(z.object({ clinicId: uuidGiven, role: clinicRole })),
      }),
    },
    handler: async ({ caller: { clinics, ...caller } }) =>
      reply(200, { ...caller, clinics: [...clinics].map(([clinicId, role]) => ({ clinicId, role })) }),
  }),
];

export type SessionNeeds = {
  localSignIn: LocalSignIn;
  sessionSeconds: number;
  /** Hears that the link was used; a new one may be shown to whoever sits at the terminal. */
  onSignedIn: () => void;
};

const cookie = (value: string, seconds: number) =>
  `${sessionCookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;

/** Only where somebody may sign in by the link that the program printed. */
export const sessionEndpoints = (needs: SessionNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'startSession',
    method: 'GET',
    path: '/api/session/start',
    summary: {
      en: 'Sign in by the one-time link that the program printed',
      pt: 'Entrar pelo link de uso único que o programa mostrou',
    },
    tag,
    access: 'public',
    request: { query: z.strictObject({ token: z.string().min(1).max(100) }) },
    responses: { 303: 'empty' },
    errors: ['access.link-used'],
    handler: async ({ query, method }) => {
      // whoever only looks ahead must not use the link up
      const session = method === 'GET' ? await needs.localSignIn.exchange(query.token) : undefined;
      if (session === undefined) throw new NotSignedIn('link-used');
      needs.onSignedIn();
      const headers = { 'set-cookie': cookie(session, needs.sessionSeconds) };
      return reply(303, undefined, { location: '/docs', headers });
    },
  }),

  endpoint({
    id: 'endSession',
    method: 'DELETE',
    path: '/api/session',
    summary: { en: 'Sign out of this browser', pt: 'Sair deste navegador' },
    tag,
    access: { roles: everybody },
    responses: { 204: 'empty' },
    audit: 'nothing-changes',
    handler: async () => reply(204, undefined, { headers: { 'set-cookie': cookie('', 0) } }),
  }),
];
