import { beforeEach, expect, test } from 'vitest';
import { memoryClock, type SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { sessionLifeSeconds, signedLocalSignIn } from '../../../src/adapters/auth/local-sign-in.ts';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import type { LocalSignIn } from '../../../src/application/ports/access/local-sign-in.ts';
import { bySecret, forged, sharedSecret } from '../../support/api/issuer.ts';

let clock: SettableClock;
let signIn: LocalSignIn;
const open = (secret = sharedSecret) => signedLocalSignIn({ secret, secrets: systemSecrets, clock });

beforeEach(() => {
  clock = memoryClock(new Date());
  signIn = open();
});

test('a link signs in once', async () => {
  const link = signIn.newLinkToken();
  const session = await signIn.exchange(link);
  expect(await signIn.read(session!)).toMatchObject({ actor: 'local:operator', isPlatformAdmin: true });
  expect(await signIn.exchange(link)).toBeUndefined();
});

test('of many who follow it at once, one is let in', async () => {
  const link = signIn.newLinkToken();
  const sessions = await Promise.all(Array.from({ length: 10 }, () => signIn.exchange(link)));
  expect(sessions.filter((session) => session !== undefined)).toHaveLength(1);
});

test('a newer link ends the one before, and each ends after a day', async () => {
  const [first, second] = [signIn.newLinkToken(), signIn.newLinkToken()];
  expect(await signIn.exchange(first)).toBeUndefined();
  clock.advance(24 * 3_600_000);
  expect(await signIn.exchange(second)).toBeUndefined();
});

test('a wrong guess does not use the link up', async () => {
  const link = signIn.newLinkToken();
  for (const guess of ['', 'x', link.slice(1), `${link}x`, systemSecrets.digest(link)])
    expect(await signIn.exchange(guess)).toBeUndefined();
  expect(await signIn.exchange(link)).toBeDefined();
});

test('a session survives a restart with the same secret, and ends in time', async () => {
  const session = await signIn.exchange(signIn.newLinkToken());
  expect(await open().read(session!)).toBeDefined();
  expect(await open('another secret of the same length….').read(session!)).toBeUndefined();
  clock.advance(sessionLifeSeconds * 1_000);
  expect(await signIn.read(session!)).toBeUndefined();
});

test('no other token of ours is a session', async () => {
  const claims = { sub: 'local-operator', audience: 'atende-session' };
  expect(await signIn.read(await bySecret(claims))).toBeUndefined();
  expect(await signIn.read(await bySecret({ ...claims, typ: 'absent' }))).toBeUndefined();
  expect(await signIn.read(forged({ alg: 'none', typ: 'atende-session+jwt' }, claims))).toBeUndefined();
  const typ = 'atende-session+jwt';
  expect(await signIn.read(await bySecret({ ...claims, typ, audience: 'authenticated' }))).toBeUndefined();
  expect(await signIn.read(await bySecret({ ...claims, typ, more: { exp: undefined } }))).toBeUndefined();
});
