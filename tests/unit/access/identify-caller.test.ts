import { beforeEach, describe, expect, test } from 'vitest';
import { memoryClock, type SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase, type MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import { makeCreateApiKey } from '../../../src/application/access/create-api-key.ts';
import { makeIdentifyCaller } from '../../../src/application/access/identify-caller.ts';
import type { TokenClaims, UnprovenToken } from '../../../src/application/ports/access/caller-tokens.ts';
import { apiKeyId } from '../../../src/domain/access/api-key.ts';
import type { CallerRole } from '../../../src/domain/access/caller.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

const dayMs = 86_400_000;

let clock: SettableClock;
let db: MemoryDatabase;
let stores: ReturnType<typeof memoryStores>;
let clinic: ClinicId;
let claims: TokenClaims | UnprovenToken;

beforeEach(() => {
  clock = memoryClock();
  db = memoryDatabase(clock);
  stores = memoryStores(db);
  clinic = addMemoryClinic(db);
  claims = { refused: 'invalid', why: 'claim:iss' };
});

const expiresAt = new Date('2026-03-02T13:00:00Z');

const identify = (bearer: string) =>
  makeIdentifyCaller({
    callerTokens: { read: async () => claims },
    apiKeys: stores.apiKeys,
    clinicMembers: stores.clinicMembers,
    secrets: systemSecrets,
    clock,
  })(bearer, async () => undefined);
const createKey = async (
  wish: Partial<Parameters<ReturnType<typeof makeCreateApiKey>>[0]> = {},
  clockOfMaker = clock,
) => {
  const request = {
    id: db.ids.next(),
    name: 'Totem',
    role: 'service' as CallerRole,
    clinicId: clinic,
    clinicIds: [clinic],
    days: 90,
    by: 'user:ana',
    giverRole: 'clinic-admin' as CallerRole,
    ...wish,
  };
  return makeCreateApiKey({ apiKeys: stores.apiKeys, secrets: systemSecrets, clock: clockOfMaker })(request);
};

describe('somebody with a token', () => {
  test('has the role that the token names, in the clinics that it names', async () => {
    claims = { userId: 'ana', role: 'clinic-admin', clinicIds: [clinic], expiresAt };
    expect(await identify('t')).toEqual({
      actor: 'user:ana',
      userId: 'ana',
      kind: 'person',
      expiresAt,
      isPlatformAdmin: false,
      clinics: new Map([[clinic, 'clinic-admin']]),
    });
  });

  test('reaches every clinic as a platform admin', async () => {
    claims = { userId: 'root', role: 'platform-admin', clinicIds: [], expiresAt };
    expect(await identify('t')).toMatchObject({ isPlatformAdmin: true, clinics: new Map() });
  });

  test('is what the clinics say when the token says nothing', async () => {
    const other = addMemoryClinic(db);
    const put = { userId: 'bia', addedBy: 'user:ana' };
    await stores.clinicMembers.put({ ...put, clinicId: clinic, role: 'clinic-staff' }, 'any', clock.now());
    await stores.clinicMembers.put({ ...put, clinicId: other, role: 'clinic-admin' }, 'any', clock.now());
    claims = { userId: 'bia', clinicIds: [], expiresAt };
    expect((await identify('t')).clinics).toEqual(
      new Map([
        [clinic, 'clinic-staff'],
        [other, 'clinic-admin'],
      ]),
    );
  });

  test('is not helped by memberships when the token names a role', async () => {
    const put = { clinicId: clinic, userId: 'bia', role: 'clinic-admin', addedBy: 'user:ana' } as const;
    await stores.clinicMembers.put(put, 'any', clock.now());
    claims = { userId: 'bia', role: 'clinic-staff', clinicIds: [], expiresAt };
    expect((await identify('t')).clinics).toEqual(new Map());
  });

  test.each(['expired', 'invalid'] as const)('is nobody when it is %s', async (why) => {
    claims = { refused: why, why: 'claim:iss' };
    await expect(identify('t')).rejects.toMatchObject({ code: `access.token-${why}`, why: 'claim:iss' });
  });
});

describe('a machine with a key', () => {
  test('has the role of the key where the key is for', async () => {
    const { text, key } = await createKey();
    expect(await identify(text!)).toEqual({
      actor: `key:${key.id}`,
      userId: key.id,
      kind: 'machine',
      expiresAt: key.expiresAt,
      isPlatformAdmin: false,
      clinics: new Map([[clinic, 'service']]),
    });
    expect((await stores.apiKeys.find(key.id))?.key.lastUsedAt).toEqual(clock.now());
  });

  test('is nobody with another secret, another id, or any part of it', async () => {
    const { text, key } = await createKey();
    const { text: other } = await createKey();
    const [, id = '', secret = ''] = /^atk_([^_]+)_(.+)$/.exec(text!) ?? [];
    const [, , otherSecret = ''] = /^atk_([^_]+)_(.+)$/.exec(other!) ?? [];
    const digest = (await stores.apiKeys.find(key.id))!.digest;
    for (const attempt of [
      `atk_${id}_${otherSecret}`,
      `atk_${id}_${digest}`,
      `atk_${id}_`,
      `atk_${id}`,
      'atk_',
      `atk_${'0'.repeat(32)}_${secret}`,
      `ATK_${id}_${secret}`.replace('ATK', 'atk').replace(id, id.toUpperCase()),
      `${text!} `,
      `${text!}x`,
      text!.slice(0, -1),
    ])
      await expect(identify(attempt)).rejects.toMatchObject({ code: 'access.key-invalid' });
  });

  test('is told that the key ended only when it has the secret', async () => {
    const { text, key } = await createKey({ days: 1 });
    clock.advance(dayMs);
    await expect(identify(text!)).rejects.toMatchObject({ code: 'access.key-expired' });
    await stores.apiKeys.revoke(clinic, key.id, 'user:ana', clock.now());
    await expect(identify(text!)).rejects.toMatchObject({ code: 'access.key-revoked' });
    await expect(identify(`${text!.slice(0, -1)}_`)).rejects.toMatchObject({ code: 'access.key-invalid' });
  });

  test('is let in until the moment that the key names, also when the clock was ahead where it was made', async () => {
    const ahead = memoryClock(new Date(clock.now().getTime() + 60_000));
    const { text, key } = await createKey({ days: 1 }, ahead);
    await expect(identify(text!)).resolves.toMatchObject({ userId: key.id });
    clock.advance(60_000 + dayMs - 1);
    await expect(identify(text!)).resolves.toMatchObject({ userId: key.id });
    clock.advance(1);
    await expect(identify(text!)).rejects.toMatchObject({ code: 'access.key-expired' });
  });

  test('is not asked for a token instead: what begins like a key is nothing else', async () => {
    claims = { userId: 'root', role: 'platform-admin', clinicIds: [], expiresAt };
    for (const bearer of ['atk_', 'atk_.e30.', `atk_${'0'.repeat(32)}_${'A'.repeat(43)}`])
      await expect(identify(bearer)).rejects.toMatchObject({ code: 'access.key-invalid' });
  });

  test('is nobody with a key that was put together from two', async () => {
    const [staff, admin] = [await createKey(), await createKey({ role: 'clinic-admin' })];
    const partsOf = ({ text }: typeof staff) => /^atk_([^_]+)_(.+)$/.exec(text!)!;
    const mixed = `atk_${partsOf(admin)[1]!}_${partsOf(staff)[2]!}`;
    await expect(identify(mixed)).rejects.toMatchObject({ code: 'access.key-invalid' });
  });
});

describe('a key', () => {
  test('is made once under an id, and its secret is not shown again', async () => {
    const id = db.ids.next();
    const first = await createKey({ id });
    const again = await createKey({ id });
    expect(again).toEqual({ key: first.key, text: undefined });
    await expect(identify(first.text!)).resolves.toMatchObject({ userId: apiKeyId(id) });
  });

  test.each([
    ['clinic-admin', 'platform-admin'],
    ['clinic-staff', 'clinic-staff'],
    ['service', 'service'],
  ] as const)('is not made by a %s for a %s', async (giverRole, role) => {
    await expect(createKey({ giverRole, role })).rejects.toMatchObject({ code: 'access.role-too-high' });
  });

  test('is not made for a clinic that does not exist', async () => {
    const nowhere = db.ids.next() as ClinicId;
    const wish = { clinicIds: [clinic, nowhere], giverRole: 'platform-admin' } as const;
    await expect(createKey(wish)).rejects.toMatchObject({ code: 'clinic.not-found' });
  });

  test('holds its secret nowhere', async () => {
    const { text } = await createKey();
    const secret = text!.split('_').slice(2).join('_');
    expect(JSON.stringify([...db.keys])).not.toContain(secret);
  });
});
