import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { boundedFetch } from '../../application/exchange/bounded-fetch.ts';
import { pace } from '../../domain/messaging/pacing.ts';

const largestKeySet = 256 * 1024;
/** Keys that are older are fetched again, beside the request that finds them so. */
const refreshAfterMs = 5 * 60_000;
/** A new key is found at once, and a flood of made-up kids asks the issuer for little. */
const unknownKids = { intervalMs: 6_000, burst: 10 };

/**
 * The keys that an issuer publishes. An unknown kid asks for them again; while the issuer does not answer, the keys that
 * are known go on working.
 */
export function publishedKeys(url: string, timeoutMs = 5_000) {
  const keys = createRemoteJWKSet(new URL(url), {
    [customFetch]: boundedFetch({ timeoutMs, largestReply: largestKeySet }),
    cooldownDuration: Infinity,
    cacheMaxAge: Infinity,
  });
  let fetchedAt = performance.now();
  let nextFree: Date | undefined;

  function refreshNowAndThen(): void {
    if (performance.now() - fetchedAt < refreshAfterMs) return;
    fetchedAt = performance.now();
    keys.reload().catch(() => undefined);
  }

  function mayAskAgain(): boolean {
    if (keys.reloading) return true;
    const place = pace(unknownKids, nextFree, new Date(performance.timeOrigin + performance.now()));
    if (place.go) ({ nextFree } = place);
    return place.go;
  }

  const keyFor: JWTVerifyGetKey = async (header, jws) => {
    try {
      return await keys(header, jws);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAskAgain()) throw error;
      await keys.reload();
      return keys(header, jws);
    }
  };

  return {
    /** @throws what jose throws; for a token without kid each key is tried. */
    async verify(token: string, options: JWTVerifyOptions, check: (typ: unknown) => void) {
      refreshNowAndThen();
      const checkedKey: JWTVerifyGetKey = (header, jws) => {
        check(header.typ);
        return keyFor(header, jws);
      };
      try {
        return await jwtVerify(token, checkedKey, options);
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
