import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';

/** Keys that are older are fetched anew, beside the request that finds them so. */
const refreshAfterMs = 5 * 60_000;

/**
 * The keys that an issuer publishes. An unknown kid asks for them again, a flood of unknown kids does so every 5 s at
 * most; while the issuer does not answer, the keys that are known go on working.
 */
export function publishedKeys(url: string) {
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: 5_000,
    cooldownDuration: 5_000,
    cacheMaxAge: Infinity,
  });
  let fetchedAt = performance.now();

  function refreshNowAndThen(): void {
    if (performance.now() - fetchedAt < refreshAfterMs) return;
    fetchedAt = performance.now();
    keys.reload().catch(() => undefined);
  }

  return {
    /** @throws what jose throws; for a token without kid each key is tried. */
    async verify(token: string, options: JWTVerifyOptions, check: (typ: unknown) => void) {
      refreshNowAndThen();
      const keyFor: JWTVerifyGetKey = (header, jws) => {
        check(header.typ);
        return keys(header, jws);
      };
      try {
        return await jwtVerify(token, keyFor, options);
      } catch (error) {
        if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
        for await (const key of error) {
          try {
            return await jwtVerify(token, key, options);
          } catch (refusal) {
            if (!(refusal instanceof errors.JWSSignatureVerificationFailed)) throw refusal;
          }
        }
        throw new errors.JWSSignatureVerificationFailed();
      }
    },
  };
}
