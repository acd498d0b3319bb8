import { afterAll, beforeAll, expect, test } from 'vitest';
import { atende } from '../../support/product/command-line.ts';
import { bearer, restApi } from '../../support/product/google-product.ts';
import { startOwnAccounts, type OwnAccounts } from '../../support/product/own-accounts.ts';
import { registerClinic, secrets } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { pasted, type MetaAccount } from '../../support/vendors/meta-accounts.ts';

// The daily look at numbers and tokens, each with the clinic's own token, against the twin of Meta.
const installation = {
  phoneNumberId: '900000000000001',
  displayNumber: '+55 11 3333-0001',
  wabaId: '800001',
};
const keys = `k1:${Buffer.alloc(32, 51).toString('base64url')}`;
let world: OwnAccounts;
let ana: string;
let bia: string;

beforeAll(async () => {
  world = await startOwnAccounts({
    port: 23_881,
    environment: () => ({ NUMBER_HEALTH_ROUND_MS: '150', ENCRYPTION_KEYS: keys }),
    numbers: [
      { ...installation, name: 'Ana' },
      { ...installation, phoneNumberId: '900000000000002', displayNumber: '+55 11 3333-0002', name: 'Bia' },
    ],
  });
  ana = await registerClinic(world.pool, {
    ...{ number: '551133330001', phoneNumberId: installation.phoneNumberId },
  });
  bia = await registerClinic(world.pool, { number: '551133330002', phoneNumberId: '900000000000002' });
}, 60_000);
afterAll(() => world.close());

const dayMs = 86_400_000;
const inDays = (days: number) => Math.floor((Date.now() + days * dayMs) / 1_000);
const operator = async () => restApi(world.product, await bearer([], 'platform-admin'));
const health = (clinic: string) => `/api/clinics/${clinic}/whatsapp-health`;
type Reading = { whatsappNumber: string; readAt: string; issues: { code: string; message: string }[] };
const readingOf = async (clinic: string, digits: string) => {
  const { body } = await (await world.api(clinic)).call('GET', health(clinic));
  return (body['numbers'] as Reading[]).find(({ whatsappNumber }) => whatsappNumber === digits);
};
const issuesOf = async (clinic: string, digits: string) =>
  ((await readingOf(clinic, digits))?.issues ?? []).map(({ code }) => code);
/** A look that began after this call. */
async function look(clinic: string, digits: string): Promise<void> {
  const asked = Date.now();
  expect((await (await world.api(clinic)).call('POST', `${health(clinic)}/refresh`)).status).toBe(204);
  await until('the look', async () => {
    const readAt = (await readingOf(clinic, digits))?.readAt;
    return readAt !== undefined && Date.parse(readAt) > asked;
  });
}
const alerts = async (clinic?: string) => {
  const { rows } = await world.pool.query<{ kind: string; subject: string }>(
    `select kind, subject from alerts
     where clinic_id is not distinct from $1 and kind in ('number-health', 'whatsapp-token-ends') and resolved_at is null
     order by subject`,
    [clinic],
  );
  return rows.map(({ kind, subject }) => `${kind} ${subject}`);
};
const bring = async (clinic: string, own: MetaAccount) => {
  const { body } = await (
    await world.api(clinic)
  ).call('POST', `/api/clinics/${clinic}/whatsapp-onboardings`, pasted(own));
  expect(body['state']).toBe('done');
  await until('the first look', async () => (await readingOf(clinic, own.digits)) !== undefined);
};

// first, since each process asks about it every six hours only
test('the installation’s token that ends is the operator’s alert, and no clinic’s', async () => {
  await world.atMeta({
    ...{ token: secrets.accessToken, wabaIds: [installation.wabaId], more: { expiresAt: inDays(5) } },
  });
  await look(ana, '551133330001');
  expect(await alerts()).toEqual(['whatsapp-token-ends token-ends']);
  expect(await alerts(ana)).toEqual([]);
  expect(await readingOf(ana, '551133330001')).toMatchObject({ health: { quality: 'GREEN' }, issues: [] });
}, 60_000);

test('a token that ends is an alert before it ends, and a new one ends the alert', async () => {
  const own = await world.account({}, { expiresAt: inDays(10) });
  await bring(ana, own);
  expect(await readingOf(ana, own.digits)).toMatchObject({
    issues: [{ code: 'token-ends' }],
    health: { quality: 'GREEN', messagingLimit: 'TIER_250', tokenEndsAt: expect.any(String) as string },
  });
  expect(await alerts(ana)).toEqual([`whatsapp-token-ends ${own.digits} token-ends`]);

  await world.token(own.accessToken, own, { expiresAt: inDays(2) });
  await look(ana, own.digits);
  expect(await alerts(ana)).toEqual([`whatsapp-token-ends ${own.digits} token-ends-soon`]);

  await world.token('a-token-that-never-ends', own);
  const put = `/api/clinics/${ana}/whatsapp-numbers/${own.digits}/account/secrets/access-token`;
  expect((await (await world.api(ana)).call('PUT', put, { value: 'a-token-that-never-ends' })).status).toBe(
    200,
  );
  await until('the next look', async () => (await issuesOf(ana, own.digits)).length === 0);
  expect(await alerts(ana)).toEqual([]);
}, 60_000);

test('a dead token is told to its clinic alone, and keeps what was known of the number', async () => {
  const [mine, theirs] = [await world.account(), await world.account()];
  await bring(ana, mine);
  await bring(bia, theirs);
  await world.token(mine.accessToken, mine, { isValid: false });
  await look(ana, mine.digits);
  await look(bia, theirs.digits);
  expect(await alerts(ana)).toEqual([`whatsapp-token-ends ${mine.digits} token-dead`]);
  expect(await readingOf(ana, mine.digits)).toMatchObject({
    ...{ failure: '190', issues: [{ code: 'token-dead' }], health: { quality: 'GREEN' } },
  });
  expect(await alerts(bia)).toEqual([]);
  expect(await readingOf(bia, theirs.digits)).not.toHaveProperty('failure');
  await world.token(mine.accessToken, mine);
  await look(ana, mine.digits);
  expect(await alerts(ana)).toEqual([]);
}, 60_000);

test('quality, name and payment are alerts with what to do, shown to the clinic and to the operator', async () => {
  const own = await world.account({ quality: 'RED', nameStatus: 'DECLINED', canSend: 'BLOCKED' });
  await bring(bia, own);
  expect((await issuesOf(bia, own.digits)).toSorted()).toEqual([
    'name-declined',
    'quality-low',
    'sending-blocked',
  ]);
  expect(await alerts(bia)).toHaveLength(3);
  const { body } = await (await operator()).call('GET', '/api/whatsapp-health');
  expect(body['numbers']).toMatchObject([{ clinicId: bia, whatsappNumber: own.digits }]);
  expect(body['healthy']).toBeGreaterThan(0);
  expect((await (await world.api(bia)).call('GET', '/api/whatsapp-health')).status).toBe(403);
  expect((await (await world.api(ana)).call('GET', health(bia))).status).toBe(404);

  await world.change(own, { quality: 'GREEN', nameStatus: 'APPROVED', canSend: 'AVAILABLE' });
  await look(bia, own.digits);
  expect(await alerts(bia)).toEqual([]);
}, 60_000);

test('an account whose webhooks go to no app is an alert, until the number is connected again', async () => {
  const own = await world.account();
  await bring(ana, own);
  expect(await readingOf(ana, own.digits)).toMatchObject({ health: { isSubscribed: true }, issues: [] });
  await world.atMeta({ unsubscribed: own.wabaId });
  await look(ana, own.digits);
  expect(await alerts(ana)).toEqual([`number-health ${own.digits} webhooks-off`]);
  const again = `/api/clinics/${ana}/whatsapp-onboardings`;
  expect((await (await world.api(ana)).call('POST', again, pasted(own))).body['state']).toBe('done');
  await look(ana, own.digits);
  expect(await alerts(ana)).toEqual([]);
}, 60_000);

test('the command line asks about each number with its own token, too', async () => {
  const own = await world.account({ quality: 'YELLOW' });
  await bring(bia, own);
  const environment = {
    ...{ DATABASE_URL: world.databaseUrl, ENCRYPTION_KEYS: keys, META_GRAPH_URL: world.twin.graphUrl },
    ...{ META_ACCESS_TOKEN: secrets.accessToken, STATE_KEYS: keys },
  };
  const { numbers } = (await atende(['number', 'health', bia, '--json'], environment)).json() as {
    numbers: { whatsappNumber: string; state: string; found: string }[];
  };
  const found = (digits: string) => numbers.find(({ whatsappNumber }) => whatsappNumber === digits);
  // hidden from the installation's token
  expect(found(own.digits)).toMatchObject({
    state: 'warning',
    found: expect.stringMatching(/CONNECTED, quality YELLOW, .*by the number’s own token/) as string,
  });
  expect(found('551133330002')?.found).toContain('by META_ACCESS_TOKEN');
}, 60_000);
