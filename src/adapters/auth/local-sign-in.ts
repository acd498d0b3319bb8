import { jwtVerify, SignJWT } from 'jose';
import type { LocalSignIn } from '../../application/ports/access/local-sign-in.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { Secrets } from '../../application/ports/system/secrets.ts';
import type { Caller } from '../../domain/access/caller.ts';

const algorithm = 'HS256';
/** Tells a session from every other token of ours. */
const typ = 'atende-session+jwt';
const audience = 'atende-session';
const linkLifeMs = 24 * 3_600_000;
export const sessionLifeSeconds = 12 * 3_600;

/** Whoever sits at the machine where the program runs may do everything. */
const operator: Caller = {
  actor: 'local:operator',
  userId: 'local-operator',
  kind: 'person',
  isPlatformAdmin: true,
  clinics: new Map(),
};

type Needs = { secret: string; secrets: Secrets; clock: Clock };

/** Sessions are signed, so that they survive a restart; links live in this process and are used once. */
export function signedLocalSignIn({ secret, secrets, clock }: Needs): LocalSignIn {
  const key = new TextEncoder().encode(secret);
  let link: { readonly digest: string; readonly until: number } | undefined;
  return {
    newLinkToken() {
      const token = secrets.next();
      link = { digest: secrets.digest(token), until: clock.now().getTime() + linkLifeMs };
      return token;
    },

    async exchange(token) {
      const now = clock.now();
      if (link === undefined || link.until <= now.getTime() || !secrets.matches(token, link.digest))
        return undefined;
      link = undefined;
      return new SignJWT()
        .setProtectedHeader({ alg: algorithm, typ })
        .setSubject(operator.userId)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(Math.floor(now.getTime() / 1_000) + sessionLifeSeconds)
        .sign(key);
    },

    async read(session) {
      try {
        const options = { algorithms: [algorithm], typ, audience, requiredClaims: ['exp'] };
        const { payload } = await jwtVerify(session, key, { ...options, currentDate: clock.now() });
        return { ...operator, expiresAt: new Date(Number(payload.exp) * 1_000) };
      } catch {
        return undefined;
      }
    },
  };
}
