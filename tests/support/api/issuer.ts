import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const issuerName = 'https://issuer.test/auth/v1';
export const audienceName = 'authenticated';
export const sharedSecret = 'a shared secret of the tests; long enough';

export type Claims = {
  readonly sub?: string;
  readonly role?: string;
  readonly clinicIds?: readonly string[];
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; negative for a past time. */
  readonly expiresIn?: number;
  readonly notBefore?: number;
  readonly typ?: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, unknown>>;
};

const nowSeconds = () => Math.floor(Date.now() / 1_000);

export function payloadOf(claims: Claims): Record<string, unknown> {
  const {
    sub = 'u-1',
    role,
    clinicIds,
    issuer = issuerName,
    audience = audienceName,
    expiresIn = 600,
  } = claims;
  return {
    sub,
    iss: issuer,
    aud: audience,
    iat: nowSeconds(),
    exp: nowSeconds() + expiresIn,
    ...(claims.notBefore !== undefined && { nbf: nowSeconds() + claims.notBefore }),
    ...((role !== undefined || clinicIds !== undefined) && {
      app_metadata: { ...(role !== undefined && { atende_role: role }), clinic_ids: clinicIds ?? [] },
    }),
    ...claims.more,
  };
}

export const signedWith = (key: CryptoKey | Uint8Array, alg: string, claims: Claims): Promise<string> =>
  new SignJWT(payloadOf(claims))
    .setProtectedHeader({
      alg,
      ...(claims.typ !== 'absent' && { typ: claims.typ ?? 'JWT' }),
      ...(claims.kid !== undefined && { kid: claims.kid }),
      ...claims.header,
    })
    .sign(key);

export const bySecret = (claims: Claims, secret = sharedSecret): Promise<string> =>
  signedWith(new TextEncoder().encode(secret), 'HS256', claims);

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the attack makes it: any header, any signature. */
export const forged = (header: Readonly<Record<string, unknown>>, claims: Claims, signature = ''): string =>
  `${encoded(header)}.${encoded(payloadOf(claims))}.${signature}`;

type PublishedKey = {
  readonly kid: string;
  readonly alg: string;
  readonly key: CryptoKey;
  readonly jwk: JWK;
  readonly spki: string;
};

/** An identity provider that publishes its keys, changes them, and can be away. */
export async function startIssuer(port = 0) {
  const keys: PublishedKey[] = [];
  let isAway = false;
  let asked = 0;
  const server: Server = createServer((_request, response) => {
    asked += 1;
    if (isAway) response.writeHead(503).end('away');
    else
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    asked: () => asked,
    away: (isNow: boolean) => (isAway = isNow),
    async addKey(kid: string, alg = 'RS256'): Promise<PublishedKey> {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
      const made = { kid, alg, key: privateKey, jwk, spki: await exportSPKI(publicKey) };
      keys.push(made);
      return made;
    },
    removeKey(kid: string) {
      keys.splice(
        keys.findIndex((key) => key.kid === kid),
        1,
      );
    },
    token(claims: Claims, kid?: string): Promise<string> {
      const used = keys.find((key) => key.kid === kid) ?? keys[0]!;
      return signedWith(used.key, used.alg, { kid: used.kid, ...claims });
    },
    close: () => server.close(),
  };
  await issuer.addKey('k1');
  return issuer;
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
