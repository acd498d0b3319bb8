import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { meEndpoints } from '../../../src/adapters/http/routes/access/session.ts';
import { sessionCookies } from '../../../src/adapters/http/server/session-cookies.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { joseCallerTokens } from '../../../src/adapters/auth/caller-tokens.ts';
import { systemSecrets as secrets } from '../../../src/adapters/crypto/secrets.ts';
import { makeCreateApiKey } from '../../../src/application/access/create-api-key.ts';
import { makeIdentifyCaller } from '../../../src/application/access/identify-caller.ts';
import type { ApiKeys } from '../../../src/application/ports/access/api-keys.ts';
import { bySecret, issuerName, sharedSecret, signedWith } from '../../support/api/issuer.ts';
import { served, type Served } from '../../support/api/served.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';
import { withOtherLetter } from '../../support/other-letter.ts';

const burst = 3;
const madeUp = (n: number) => `atk_${String(n).padStart(32, '0')}_${'a'.repeat(43)}`;
let api: Served;
let lookUps: number;
let wholeReads: number;
let newKey: () => Promise<string>;
let revokeAll: () => Promise<void>;

beforeEach(async () => {
  // the system's own time, because tokens have it
  const clock = memoryClock(new Date());
  const db = memoryDatabase(clock);
  const clinic = addMemoryClinic(db);
  const stores = memoryStores(db);
  lookUps = 0;
  wholeReads = 0;
  const keys: ApiKeys = {
    ...stores.apiKeys,
    find: (id) => {
      lookUps += 1;
      return stores.apiKeys.find(id);
    },
    digests: (now) => {
      wholeReads += 1;
      return stores.apiKeys.digests(now);
    },
  };
  const tokens = joseCallerTokens({
    secrets: [sharedSecret],
    issuer: issuerName,
    audience: 'authenticated',
    roleClaim: 'app_metadata.atende_role',
    clinicsClaim: 'app_metadata.clinic_ids',
  });
  newKey = async () => {
    const wish = { name: 'k', role: 'service', clinicId: clinic, clinicIds: [clinic], days: 9 } as const;
    const by = { by: 'user:ana', giverRole: 'clinic-admin' } as const;
    const created = await makeCreateApiKey({ apiKeys: stores.apiKeys, secrets, clock })({
      id: db.ids.next(),
      ...wish,
      ...by,
    });
    return created.text ?? '';
  };
  revokeAll = async () => {
    for (const { id } of await stores.apiKeys.list(clinic, 100))
      await stores.apiKeys.revoke(clinic, id, 'user:ana', clock.now());
  };
  api = await served({
    db,
    endpoints: meEndpoints({ ...stores, wayIn: 'nothing', sessionCookies: sessionCookies(false), clock }),
    needs: {
      identifyCaller: makeIdentifyCaller({
        callerTokens: tokens,
        apiKeys: keys,
        clinicMembers: stores.clinicMembers,
        secrets,
        clock,
      }),
    },
    limits: { refusals: { intervalMs: 60_000, burst } },
  });
});
afterEach(() => api.close());

async function ask(bearer: string) {
  const answer = await fetch(`${api.url}/api/me`, { headers: { authorization: `Bearer ${bearer}` } });
  const { code = '' } = (await answer.json()) as { code?: string };
  return `${answer.status} ${code}`.trim();
}
const useUpTheAddress = async () => {
  for (let n = 0; n < burst; n += 1) await ask('garbage');
  expect(await ask('garbage')).toBe('429 http.rate-limited');
};

describe('made-up API keys', () => {
  test('cost a look-up only while their address has refusals left', async () => {
    const answers = [];
    for (let n = 0; n < 10; n += 1) answers.push(await ask(madeUp(n)));
    expect(answers.slice(0, burst)).toEqual(Array.from({ length: burst }, () => '401 access.key-invalid'));
    expect(new Set(answers.slice(burst))).toEqual(new Set(['429 http.rate-limited']));
    expect(lookUps).toBe(burst);
  });

  test('cost no more of them when many come at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => ask(madeUp(n))));
    expect(lookUps).toBe(burst);
  });
});

describe('while the refusals of an address are used up', () => {
  test('a key that was good before is let in, and asked for anew, so that a revocation counts', async () => {
    const key = await newKey();
    expect(await ask(key)).toBe('200');
    await useUpTheAddress();
    expect(await ask(key)).toBe('200');
    await revokeAll();
    expect(await ask(key)).toBe('401 access.key-revoked');
    expect(await ask(key)).toBe('429 http.rate-limited');
  });

  test('a key that this process has never seen is let in', async () => {
    const key = await newKey();
    await useUpTheAddress();
    const before = lookUps;
    expect(await ask(madeUp(1))).toBe('429 http.rate-limited');
    expect(await ask(key)).toBe('200');
    expect(lookUps - before).toBe(1);
  });

  test('all keys are read once in a while, however many are made up', async () => {
    await useUpTheAddress();
    await Promise.all(Array.from({ length: 50 }, (_, n) => ask(madeUp(n))));
    expect(wholeReads).toBe(1);
  });

  test('another secret for a key that was good before is not', async () => {
    const key = await newKey();
    await ask(key);
    await useUpTheAddress();
    const before = lookUps;
    expect(await ask(withOtherLetter(key))).toBe('429 http.rate-limited');
    expect(lookUps).toBe(before);
  });

  test('a token that was good is told that it has expired, so that it is refreshed', async () => {
    await useUpTheAddress();
    for (let n = 0; n < 2 * burst; n += 1)
      expect(await ask(await bySecret({ role: 'platform-admin', expiresIn: -60 }))).toBe(
        '401 access.token-expired',
      );
  });

  test('an expired token that somebody else has signed is not told so', async () => {
    await useUpTheAddress();
    const forgedToken = await signedWith(new TextEncoder().encode('x'.repeat(32)), 'HS256', {
      expiresIn: -60,
    });
    expect(await ask(forgedToken)).toBe('429 http.rate-limited');
  });

  test('a good token is let in', async () => {
    await useUpTheAddress();
    expect(await ask(await bySecret({ sub: 'ana', role: 'platform-admin' }))).toBe('200');
  });
});

test('expired tokens use up nothing of their address', async () => {
  for (let n = 0; n < 2 * burst; n += 1) await ask(await bySecret({ expiresIn: -60 }));
  expect(await ask('garbage')).toBe('401 access.token-invalid');
});

test('good keys use up nothing of their address', async () => {
  for (let n = 0; n < 4 * burst; n += 1) expect(await ask(await newKey())).toBe('200');
  expect(await ask('garbage')).toBe('401 access.token-invalid');
});
