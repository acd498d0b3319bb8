import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { CertificateSigner } from '../../application/ports/privacy/certificate-signer.ts';
import { given } from '../../domain/given.ts';
import type { KeyRing } from './named-keys.ts';

const certificateType = 'atende-erasure+jws';

/** What a private Ed25519 key of 32 bytes has before it in PKCS #8 (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Compact JWS with Ed25519 (`alg` EdDSA). The first key signs; the public halves of all are published. */
export function joseCertificateSigner(ring: KeyRing): CertificateSigner {
  const keys = ring.map(({ kid, key }) => ({ kid, privateKey: privateKeyOf(key) }));
  const [current] = keys as [(typeof keys)[number], ...typeof keys];
  return {
    sign: ({ id, clinicId, identityKeys, counts, erasedAt, erasedBy: by }) =>
      new CompactSign(
        new TextEncoder().encode(
          JSON.stringify({
            ...{ id, clinicId, person: identityKeys, erased: counts, at: erasedAt.toISOString() },
            ...given({ by }),
          }),
        ),
      )
        .setProtectedHeader({ alg: 'EdDSA', kid: current.kid, typ: certificateType })
        .sign(current.privateKey),

    publicKeys: () => ({
      keys: keys.map(({ kid, privateKey }) => ({
        ...createPublicKey(privateKey).export({ format: 'jwk' }),
        kid,
        alg: 'EdDSA',
        use: 'sig',
      })),
    }),
  };
}

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
