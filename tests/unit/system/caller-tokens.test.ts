import { createServer } from 'node:http';
import { once } from 'node:events';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { joseCallerTokens } from '../../../src/adapters/system/caller-tokens.ts';

const secret = 'an-invented-secret-of-enough-length';
const tokens = joseCallerTokens({
  trust: { secret },
  issuer: 'https://auth.example',
  audience: 'authenticated',
});
const body = { app_metadata: { atende_role: 'clinic-admin', clinic_ids: ['a', 'b'] } };
const later = Math.floor(Date.now() / 1_000) + 3_600;
const jwt = (
  claims: Record<string, unknown> = body,
  header: { alg: string; kid?: string } = { alg: 'HS256' },
) =>
  new SignJWT({
    sub: 'user-1',
    iss: 'https://auth.example',
    aud: 'authenticated',
    exp: later,
    ...claims,
  }).setProtectedHeader(header);
const bytes = (key: string) => new TextEncoder().encode(key);
const sign = (claims?: Record<string, unknown>, key = secret) => jwt(claims).sign(bytes(key));

describe('a bearer token', () => {
  it('names the caller, the role and the clinics', async () => {
    expect(await tokens.read(await sign())).toEqual({
      userId: 'user-1',
      role: 'clinic-admin',
      clinicIds: ['a', 'b'],
    });
  });

  it('without claims of ours reaches no clinic', async () => {
    expect(await tokens.read(await sign({}))).toMatchObject({ role: 'clinic-staff', clinicIds: [] });
    expect(await tokens.read(await sign({ user_metadata: body.app_metadata }))).toMatchObject({
      clinicIds: [],
    });
  });

  it('that has expired says so', async () => {
    expect(await tokens.read(await sign({ ...body, exp: 1_700_000_000 }))).toBe('expired');
  });

  it.each([
    ['another secret', () => sign(body, 'another-secret-of-enough-length!!')],
    ['another issuer', () => sign({ ...body, iss: 'https://elsewhere.example' })],
    ['another audience', () => sign({ ...body, aud: 'anon' })],
    ['no expiry', () => sign({ ...body, exp: undefined })],
    ['no subject', () => sign({ ...body, sub: undefined })],
    ['an unknown role', () => sign({ app_metadata: { atende_role: 'owner' } })],
    ['no signature', async () => new UnsecuredJWT({ sub: 'user-1', ...body }).encode()],
    ['nonsense', async () => 'nonsense'],
  ])('with %s is refused', async (_, make) => {
    expect(await tokens.read(await make())).toBe('invalid');
  });

  it('signed with a key of the issuer is believed, signed with the public key as if it were a secret is not', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
    const server = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const jwksUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`;
    const remote = joseCallerTokens({ trust: { jwksUrl } });
    const good = await jwt(body, { alg: 'ES256', kid: 'k1' }).sign(privateKey);
    expect(await remote.read(good)).toMatchObject({ userId: 'user-1' });
    const confused = await jwt(body, { alg: 'HS256', kid: 'k1' }).sign(bytes(JSON.stringify(jwk)));
    expect(await remote.read(confused)).toBe('invalid');
    server.closeAllConnections();
    server.close();
  });
});
