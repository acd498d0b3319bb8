import { z } from 'zod';
import type { BrowserSessions } from '../../../../application/ports/access/browser-sessions.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import type { LocalSignIn } from '../../../../application/ports/access/local-sign-in.ts';
import { NotSignedIn } from '../../../../domain/access/sign-in-errors.ts';
import { given } from '../../../../domain/given.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, uuidGiven } from '../../api/schemas.ts';
import { cookieText, type SessionCookies } from '../../server/session-cookies.ts';

const tag = 'session';
const clinicRole = z.enum(['clinic-admin', 'clinic-staff', 'service']);

/** `provider`: at an identity provider; `link`: by the link of a local run; `nothing`: nobody does with a browser. */
export type WayIn = 'provider' | 'link' | 'nothing';

export type MeNeeds = {
  wayIn: WayIn;
  browserSessions: Pick<BrowserSessions, 'end'>;
  sessionCookies: SessionCookies;
  clock: Clock;
};

export const meEndpoints = ({
  wayIn,
  browserSessions,
  sessionCookies,
  clock,
}: MeNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'howToSignIn',
    method: 'GET',
    path: '/api/session',
    summary: { en: 'How people sign in with a browser', pt: 'Como se entra pelo navegador' },
    tag,
    access: 'public',
    responses: { 200: z.object({ by: z.enum(['provider', 'link', 'nothing']) }) },
    handler: async () => reply(200, { by: wayIn }),
  }),

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
        displayName: z
          .string()
          .optional()
          .describe('Of who signed in with a browser, as the provider says it'),
        email: z.string().optional().describe('As displayName; proven by the provider'),
        sessionId: uuidGiven
          .optional()
          .describe('Of who signed in with a browser; another one after signing in again'),
        isPlatformAdmin: z.boolean(),
        clinics: z.array(z.object({ clinicId: uuidGiven, role: clinicRole })),
      }),
    },
    handler: async ({ caller }) => {
      const { actor, userId, kind, displayName, email, sessionId, isPlatformAdmin } = caller;
      return reply(200, {
        actor,
        userId,
        kind,
        ...given({ displayName, email, sessionId }),
        isPlatformAdmin,
        clinics: [...caller.clinics].map(([clinicId, role]) => ({ clinicId, role })),
      });
    },
  }),

  endpoint({
    id: 'endSession',
    method: 'DELETE',
    path: '/api/session',
    summary: { en: 'Sign out of this browser', pt: 'Sair deste navegador' },
    tag,
    access: { roles: everybody, evenNowhere: true },
    responses: { 204: 'empty' },
    audit: 'nothing-changes',
    handler: async ({ caller: { sessionId, actor } }) => {
      if (sessionId !== undefined) await browserSessions.end(sessionId, actor, clock.now());
      const headers = { 'set-cookie': cookieText(sessionCookies.session, '', 0) };
      return reply(204, undefined, { headers });
    },
  }),
];

export type SessionNeeds = {
  localSignIn: LocalSignIn;
  sessionCookies: SessionCookies;
  sessionSeconds: number;
  /** Hears that the link was used; a new one may be shown to whoever sits at the terminal. */
  onSignedIn: () => void;
};

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
      if (method !== 'GET') throw new NotSignedIn('link-used');
      const session = await needs.localSignIn.exchange(query.token);
      // a person sits before it: the page says what to do, or is open already
      if (session === undefined)
        return reply(303, undefined, { location: '/console?signIn=access.link-used' });
      needs.onSignedIn();
      const value = cookieText(needs.sessionCookies.session, session, needs.sessionSeconds);
      const headers = { 'set-cookie': value };
      return reply(303, undefined, { location: '/console', headers });
    },
  }),
];
