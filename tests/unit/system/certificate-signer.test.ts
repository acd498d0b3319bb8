import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { describe, expect, it } from 'vitest';
import { joseCertificateSigner } from '../../../src/adapters/crypto/certificate-signer.ts';
import { noCounts } from '../../../src/domain/privacy/erasure.ts';

const keyOf = (fill: number, kid: string) => ({ kid, key: new Uint8Array(32).fill(fill) });
const claims = {
  id: 'erasure',
  clinicId: 'clinic',
  identityKeys: ['hash'],
  counts: { ...noCounts, contacts: 1 },
  erasedAt: new Date('2026-03-02T12:00:00Z'),
};
const verify = async (certificate: string, signer: ReturnType<typeof joseCertificateSigner>) => {
  const keys = createLocalJWKSet(JSON.parse(JSON.stringify(signer.publicKeys())) as JSONWebKeySet);
  const { payload } = await compactVerify(certificate, keys, { algorithms: ['EdDSA'] });
  return JSON.parse(new TextDecoder().decode(payload)) as unknown;
};

describe('a certificate of erasure', () => {
  it('verifies with the public key alone, and says what was erased', async () => {
    const signer = joseCertificateSigner([keyOf(1, 'k1')]);
    const certificate = await signer.sign(claims);
    expect(await verify(certificate, signer)).toEqual({
      id: 'erasure',
      clinicId: 'clinic',
      person: ['hash'],
      erased: claims.counts,
      at: '2026-03-02T12:00:00.000Z',
    });
    expect(decodeProtectedHeader(certificate)).toEqual({
      alg: 'EdDSA',
      kid: 'k1',
      typ: 'atende-erasure+jws',
    });
  });

  it('verifies after the key was changed, as long as the old one is listed', async () => {
    const certificate = await joseCertificateSigner([keyOf(1, 'k1')]).sign(claims);
    const rotated = joseCertificateSigner([keyOf(2, 'k2'), keyOf(1, 'k1')]);
    expect(decodeProtectedHeader(await rotated.sign(claims)).kid).toBe('k2');
    await expect(verify(certificate, rotated)).resolves.toBeDefined();
    await expect(verify(certificate, joseCertificateSigner([keyOf(2, 'k2')]))).rejects.toThrow();
  });

  it('does not verify when it was changed', async () => {
    const signer = joseCertificateSigner([keyOf(1, 'k1')]);
    const [head, , signature] = (await signer.sign(claims)).split('.');
    const forged = Buffer.from(JSON.stringify({ id: 'other' })).toString('base64url');
    await expect(verify(`${head}.${forged}.${signature}`, signer)).rejects.toThrow();
  });

  it('publishes no private half', () => {
    const { keys } = joseCertificateSigner([keyOf(1, 'k1'), keyOf(2, 'k2')]).publicKeys();
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
});
