import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joseCallerTokens } from '../../../src/adapters/auth/caller-tokens.ts';
import { KeysUnavailable } from '../../../src/domain/access/sign-in-errors.ts';
import {
  audienceName,
  bySecret,
  forged,
  issuerName,
  payloadOf,
  sharedSecret,
  signedWith,
  startIssuer,
  type Claims,
  type Issuer,
} from '../../support/api/issuer.ts';

const clinic = '01890000-0000-7000-8000-00000000000A';
const named = {
  issuer: issuerName,
  audience: audienceName,
  roleClaim: 'app_metadata.atende_role',
  clinicsClaim: 'app_metadata.clinic_ids',
};
const admin: Claims = { sub: 'ana', role: 'clinic-admin', clinicIds: [clinic] };
const expiresAt = expect.any(Date) as Date;
const seen = { userId: 'ana', role: 'clinic-admin', clinicIds: [clinic.toLowerCase()], expiresAt };

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
const both = () => joseCallerTokens({ ...named, jwksUrl: issuer.url, secrets: [sharedSecret] });

describe('a token is believed', () => {
  test.each(['RS256', 'ES256', 'EdDSA'])('when a published %s key signed it', async (alg) => {
    const { kid } = await issuer.addKey(`of ${alg}`, alg);
    expect(await both().read(await issuer.token(admin, kid))).toEqual(seen);
  });

  test('when the shared secret signed it, the previous one included', async () => {
    const tokens = joseCallerTokens({
      ...named,
      secrets: ['another secret that is long enough!!', sharedSecret],
    });
    expect(await tokens.read(await bySecret(admin))).toEqual(seen);
  });

  test('without kid, whichever of the published keys it was', async () => {
    const { key } = await issuer.addKey('second');
    expect(await both().read(await signedWith(key, 'RS256', admin))).toEqual(seen);
  });

  test.each(['JWT', 'jwt', 'at+jwt', 'absent'])('of type %s', async (typ) => {
    expect(await both().read(await bySecret({ ...admin, typ }))).toEqual(seen);
  });

  test('for half a minute after its end, because clocks differ', async () => {
    expect(await both().read(await bySecret({ ...admin, expiresIn: -20 }))).toEqual(seen);
    expect(await both().read(await bySecret({ ...admin, notBefore: 20 }))).toEqual(seen);
  });

  test('and says nothing of roles when it holds none, whatever the person wrote about themselves', async () => {
    const boast = { more: { user_metadata: { atende_role: 'platform-admin', clinic_ids: [clinic] } } };
    const token = await bySecret({ sub: 'ana', ...boast });
    expect(await both().read(token)).toEqual({ userId: 'ana', clinicIds: [], expiresAt });
  });

  test('with role and clinics under other claims, dotted names included', async () => {
    const tokens = joseCallerTokens({
      ...named,
      secrets: [sharedSecret],
      roleClaim: 'https://atende.test/role',
      clinicsClaim: 'realm.clinics',
    });
    const more = { 'https://atende.test/role': 'service', realm: { clinics: [clinic, 7, null] } };
    expect(await tokens.read(await bySecret({ sub: 'bot', more }))).toEqual({
      userId: 'bot',
      role: 'service',
      clinicIds: [clinic.toLowerCase()],
      expiresAt,
    });
  });

  test('without clinic ids that no clinic can have', async () => {
    const odd = ['no-uuid', `${clinic}x`, 'null', '\u0000', '\ud800', '', `{${clinic}}`];
    expect(await both().read(await bySecret({ ...admin, clinicIds: [...odd, clinic] }))).toEqual(seen);
  });

  test.each([1e12, 8.64e15, 1e300])(
    'when it ends %s seconds from now, as one that ends late',
    async (expiresIn) => {
      const claims = await both().read(await bySecret({ ...admin, expiresIn }));
      expect(claims).toEqual({ ...seen, expiresAt: new Date(Date.UTC(9999, 11, 31)) });
    },
  );

  test('until the moment that it names', async () => {
    const before = Math.floor(Date.now() / 1_000);
    const claims = await both().read(await bySecret({ ...admin, expiresIn: 90 }));
    const ends = Number('refused' in claims ? claims.why : claims.expiresAt) / 1_000;
    expect(ends - before).toBeGreaterThanOrEqual(90);
    expect(ends - before).toBeLessThan(95);
  });
});

describe('a token is refused', () => {
  test.each([
    ['another issuer', { ...admin, issuer: 'https://elsewhere.example' }, 'claim:iss'],
    ['another audience', { ...admin, audience: 'somebody' }, 'claim:aud'],
  ])('with a word for the operator that says why: %s', async (_, claims, why) => {
    expect(await both().read(await bySecret(claims))).toEqual({ refused: 'invalid', why });
  });

  const refused = async (token: string | Promise<string>, tokens = both()) =>
    expect(await tokens.read(await token)).toMatchObject({ refused: 'invalid' });

  test('as expired when it is', async () => {
    expect(await both().read(await bySecret({ ...admin, expiresIn: -40 }))).toEqual({
      refused: 'expired',
      why: 'expired',
    });
    expect(await both().read(await issuer.token({ ...admin, expiresIn: -40 }))).toEqual({
      refused: 'expired',
      why: 'expired',
    });
  });

  test.each([
    ['another audience', { audience: 'somebody-else' }],
    ['another issuer', { issuer: 'https://evil.test' }],
    ['an issuer with a slash more', { issuer: `${issuerName}/` }],
    ['a beginning in the future', { notBefore: 40 }],
    ['the type of our own sessions', { typ: 'atende-session+jwt' }],
    ['the type of a logout token', { typ: 'logout+jwt' }],
    ['no person', { sub: '' }],
    ['a person with an endless name', { sub: 'x'.repeat(300) }],
    ['a person with U+0000 in the name', { sub: 'ana\u0000' }],
    ['a person with a line break in the name', { sub: 'ana\nbia' }],
    ['a person with half a character in the name', { sub: 'ana\ud83d' }],
    ['a role that we do not know', { role: 'root' }],
    ['a role that is an object', { more: { app_metadata: { atende_role: { a: 1 } } } }],
    ['no end', { more: { exp: undefined } }],
    ['an end that is no number', { more: { exp: 'tomorrow' } }],
    ['an extension that we must understand', { header: { crit: ['b64'], b64: false } }],
  ] satisfies [string, Claims][])('with %s', async (_, claims) => {
    const attempt = (sign: () => Promise<string>) => sign().catch(() => forged({ alg: 'HS256' }, claims));
    await refused(attempt(() => bySecret({ ...admin, ...claims })));
    await refused(attempt(() => issuer.token({ ...admin, ...claims })));
  });

  test.each(['none', 'None', 'NONE', 'nOnE', '', 'HS512', 'RS1', 'dir'])(
    'with the algorithm "%s"',
    async (alg) => {
      await refused(forged({ alg, typ: 'JWT' }, admin));
      await refused(forged({ alg, typ: 'JWT' }, admin, 'AAAA'));
    },
  );

  test('signed with the secret that the public key would be (HS/RS confusion)', async () => {
    const { jwk, spki, kid } = await issuer.addKey('public');
    for (const secret of [spki, spki.trim(), JSON.stringify(jwk), String(jwk.n)]) {
      await refused(bySecret({ ...admin, kid }, secret));
      await refused(bySecret({ ...admin, kid }, secret), joseCallerTokens({ ...named, jwksUrl: issuer.url }));
    }
  });

  test('by an algorithm of the other kind of key', async () => {
    await refused(bySecret(admin), joseCallerTokens({ ...named, jwksUrl: issuer.url }));
    await refused(issuer.token(admin), joseCallerTokens({ ...named, secrets: [sharedSecret] }));
    await refused(bySecret(admin), joseCallerTokens({ ...named, secrets: [] }));
  });

  test.each([
    'k1',
    'nobody',
    '../../../dev/null',
    "k1' or '1'='1",
    'k1\u0000',
    'https://evil.test/key',
    '__proto__',
  ])('with the kid %j on a key that is not published', async (kid) => {
    const stranger = await startIssuer();
    const { key } = await stranger.addKey('stranger');
    await refused(signedWith(key, 'RS256', { ...admin, kid }));
    stranger.close();
  });

  test('under the kid of another published key than the one that signed it', async () => {
    const [one, two] = [await issuer.addKey('one', 'ES256'), await issuer.addKey('two', 'RS256')];
    await refused(signedWith(one.key, 'ES256', { ...admin, kid: 'two' }));
    await refused(signedWith(two.key, 'RS256', { ...admin, kid: 'one' }));
    await refused(signedWith(two.key, 'RS256', { ...admin, kid: 'k1' }));
  });

  test('that was good until its secret was taken away, or that was made for somebody else', async () => {
    const token = await bySecret(admin);
    const withSecret = (secret: string, audience = audienceName) =>
      joseCallerTokens({ ...named, audience, secrets: [secret] });
    expect(await withSecret(sharedSecret).read(token)).toEqual(seen);
    await refused(token, withSecret('another secret that is long enough!!'));
    await refused(token, withSecret(sharedSecret, 'another-service'));
  });

  test('with a key that it brings itself', async () => {
    const stranger = await startIssuer();
    const { key, jwk } = await stranger.addKey('stranger');
    for (const header of [{ jwk }, { jku: stranger.url }, { x5u: stranger.url }, { x5c: ['AAAA'] }])
      await refused(signedWith(key, 'RS256', { ...admin, header }));
    expect(stranger.asked()).toBe(0);
    stranger.close();
  });

  test('when anything in it was changed', async () => {
    const [header = '', , signature = ''] = (await bySecret({ ...admin, role: 'clinic-staff' })).split('.');
    const higher = Buffer.from(JSON.stringify(payloadOf({ ...admin, role: 'platform-admin' }))).toString(
      'base64url',
    );
    await refused(`${header}.${higher}.${signature}`);
    await refused(`${header}.${higher}.`);
    await refused(`${header}.${higher}.${signature}.${signature}`);
  });

  test.each(['', '.', '..', 'garbage', 'a.b.c', 'é.é.é', 'x'.repeat(9_000), 'null.null.null'])(
    'when it is none: %j',
    (text) => refused(text),
  );
});

describe('keys that are published', () => {
  test('change again and again under load without one refused token', async () => {
    const own = await startIssuer();
    const tokens = joseCallerTokens({ ...named, jwksUrl: own.url });
    const kids = ['k1'];
    for (let change = 2; change <= 5; change += 1) {
      await own.addKey(`k${change}`);
      kids.push(`k${change}`);
      const all = await Promise.all(
        Array.from({ length: 40 }, async (_, n) =>
          tokens.read(await own.token(admin, kids[n % kids.length])),
        ),
      );
      for (const claims of all) expect(claims).toEqual(seen);
      if (kids.length > 2) own.removeKey(kids.shift()!);
    }
    expect(own.asked()).toBeLessThanOrEqual(9);
    own.close();
  });

  test('are asked for a few times only, however many unknown kids come in', async () => {
    const own = await startIssuer();
    const tokens = joseCallerTokens({ ...named, jwksUrl: own.url });
    for (let round = 0; round < 10; round += 1)
      await Promise.all(
        Array.from({ length: 10 }, async (_, n) =>
          tokens.read(await own.token({ ...admin, kid: `unknown ${round} ${n}` })),
        ),
      );
    expect(own.asked()).toBeLessThanOrEqual(12);
    expect(await tokens.read(await own.token(admin))).toEqual(seen);
    own.close();
  });

  test('that cannot be had refuse nobody for good, and once had they go on working', async () => {
    const own = await startIssuer();
    own.away(true);
    const tokens = joseCallerTokens({ ...named, jwksUrl: own.url });
    const token = await own.token(admin);
    await expect(tokens.read(token)).rejects.toThrow(KeysUnavailable);
    own.away(false);
    expect(await tokens.read(token)).toEqual(seen);
    own.close();
    expect(await tokens.read(token)).toEqual(seen);
  });
});
