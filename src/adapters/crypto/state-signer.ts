import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { StateSigner } from '../../application/ports/connection/state-signer.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { keyNamed, type KeyRing } from './named-keys.ts';
import { given } from '../../domain/given.ts';

const algorithm = 'HS256';
/** Tells a state from every other token that we, or anybody with the same key, may sign. */
const typ = 'atende-oauth-state+jwt';
const audience = 'google-oauth';

const claims = z
  .object({
    jti: z.string().min(1),
    clinic: z.string().min(1),
    sub: z.string().min(1),
    exp: z.int(),
    returnTo: z.string().optional(),
  })
  .transform(({ jti, clinic, sub, exp, returnTo }) => ({
    id: jti,
    clinicId: clinicId(clinic),
    userId: sub,
    expiresAt: new Date(exp * 1_000),
    ...given({ returnTo }),
  }));

/** Compact JWS. Signed, not encrypted: the browser may read clinic and caller, and can change nothing. */
export const joseStateSigner = (ring: KeyRing): StateSigner => ({
  sign({ id, clinicId: clinic, userId, expiresAt, returnTo }) {
    const [{ kid, key }] = ring;
    return new SignJWT({ clinic, ...given({ returnTo }) })
      .setProtectedHeader({ alg: algorithm, kid, typ })
      .setJti(id)
      .setSubject(userId)
      .setAudience(audience)
      .setExpirationTime(Math.floor(expiresAt.getTime() / 1_000))
      .sign(key);
  },

  async read(state, now) {
    try {
      const { payload } = await jwtVerify(state, ({ kid }) => keyNamed(ring, kid) ?? noKey(), {
        algorithms: [algorithm],
        audience,
        typ,
        currentDate: now,
      });
      return claims.parse(payload);
    } catch (error) {
      if (!(error instanceof errors.JWTExpired)) return { refused: 'tampered' };
      // its signature was right
      const { returnTo } = error.payload;
      return { refused: 'expired', ...(typeof returnTo === 'string' && { returnTo }) };
    }
  },
});

const noKey = (): never => {
  throw new errors.JWKSNoMatchingKey();
};
