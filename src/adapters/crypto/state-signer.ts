import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { StateSigner } from '../../application/ports/connection/state-signer.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { keyNamed, type KeyRing } from './named-keys.ts';

const algorithm = 'HS256';
/** Tells a state from every other token that we, or anybody with the same key, may sign. */
const typ = 'atende-oauth-state+jwt';
const audience = 'google-oauth';

const claims = z
  .object({ jti: z.string().min(1), clinic: z.string().min(1), sub: z.string().min(1), exp: z.int() })
  .transform(({ jti, clinic, sub, exp }) => ({
    id: jti,
    clinicId: clinicId(clinic),
    userId: sub,
    expiresAt: new Date(exp * 1_000),
  }));

/** Compact JWS. Signed, not encrypted: the browser may read clinic and caller, and can change nothing. */
export const joseStateSigner = (ring: KeyRing): StateSigner => ({
  sign({ id, clinicId: clinic, userId, expiresAt }) {
    const [{ kid, key }] = ring;
    return new SignJWT({ clinic })
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
      return { refused: error instanceof errors.JWTExpired ? 'expired' : 'tampered' };
    }
  },
});

const noKey = (): never => {
  throw new errors.JWKSNoMatchingKey();
};
