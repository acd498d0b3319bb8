import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { CallerTokens } from '../../application/ports/caller-tokens.ts';
import type { Caller } from '../../domain/access/caller.ts';

export type CallerTokenSettings = {
  /** Shared secret (HS256), or the address of the issuer's public keys. */
  readonly trust: { readonly secret: string } | { readonly jwksUrl: string };
  readonly issuer?: string;
  readonly audience?: string;
};

/** Supabase lets only the server write `app_metadata`, so what it says may be believed (design §9). */
const claims = z
  .object({
    sub: z.string().min(1),
    app_metadata: z
      .looseObject({
        atende_role: z
          .enum(['platform-admin', 'clinic-admin', 'clinic-staff', 'service'])
          .default('clinic-staff'),
        clinic_ids: z.array(z.string()).default([]),
      })
      .optional(),
  })
  .transform(({ sub, app_metadata }): Caller => ({
    userId: sub,
    role: app_metadata?.atende_role ?? 'clinic-staff',
    clinicIds: app_metadata?.clinic_ids ?? [],
  }));

const clockToleranceSeconds = 30;

export function joseCallerTokens({ trust, issuer, audience }: CallerTokenSettings): CallerTokens {
  const isShared = 'secret' in trust;
  const key: JWTVerifyGetKey | Uint8Array = isShared
    ? new TextEncoder().encode(trust.secret)
    : createRemoteJWKSet(new URL(trust.jwksUrl), { timeoutDuration: 5_000 });
  const options = {
    // a public key must never be taken for a shared secret
    algorithms: isShared ? ['HS256'] : ['RS256', 'ES256', 'EdDSA'],
    requiredClaims: ['sub', 'exp'],
    clockTolerance: clockToleranceSeconds,
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  };
  return {
    async read(bearer) {
      try {
        const { payload } =
          key instanceof Uint8Array
            ? await jwtVerify(bearer, key, options)
            : await jwtVerify(bearer, key, options);
        return claims.parse(payload);
      } catch (error) {
        return error instanceof errors.JWTExpired ? 'expired' : 'invalid';
      }
    },
  };
}
