import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient, AtendeError, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { message, webhookBody } from '../../support/builders/meta-webhooks.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let ours: string;
let theirs: string;
let ana: AtendeClient;
let root: AtendeClient;

const clientOf = async (claims: Parameters<typeof bySecret>[0]) => {
  const token = await bySecret(claims);
  return atendeClient({ baseUrl: product.url, token: () => token });
};
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  ours = await registerClinic(pool, { name: 'Nossa' });
  theirs = await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000009' });
  graph = await startGraphStub();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port: 26_231,
    // what is replayed here is replayed by a request
    environment: { ...withoutApiLimits, PARKED_ROUND_MS: '3600000' },
  });
  ana = await clientOf({ sub: 'ana', role: 'clinic-admin', clinicIds: [ours] });
  root = await clientOf({ sub: 'root', role: 'platform-admin' });
});
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AtendeError)) throw new Error('It was not refused', { cause: error });
  return [error.status, error.code];
};
const textTo = (phoneNumberId: string, digits: string, from: string) =>
  webhookBody({
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: digits, phone_number_id: phoneNumberId },
      messages: [message({ from, from_user_id: `BR.${from}`, text: { body: 'segredo' } })],
    },
  });

test('a clinic is changed over the version that was read, and by nobody else', async () => {
  const before = await ana.getClinic({ clinicId: ours });
  const changed = await ana.changeClinic({
    clinicId: ours,
    ifMatch: before.version,
    body: { name: 'Nossa Nova', timeZone: 'America/Recife' },
  });
  expect(changed).toEqual({
    ...before,
    name: 'Nossa Nova',
    timeZone: 'America/Recife',
    version: before.version + 1,
  });
  const change = (body: Parameters<typeof ana.changeClinic>[0]['body'], ifMatch = changed.version) =>
    ana.changeClinic({ clinicId: ours, ifMatch, body });
  expect(await refusal(change({ name: 'X' }, before.version))).toEqual([412, 'clinic.changed']);
  expect(await refusal(change({ timeZone: 'Mars/Olympus' }))).toEqual([422, 'clinic.unknown-time-zone']);
  expect((await change({})).version).toBe(changed.version);
  const bare = await fetch(`${product.url}/api/clinics/${ours}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [ours] })}`,
      'content-type': 'application/json',
    },
    body: '{"name":"X"}',
  });
  expect([bare.status, ((await bare.json()) as { code: string }).code]).toEqual([
    428,
    'http.version-missing',
  ]);
  const staff = await clientOf({ sub: 'bia', role: 'clinic-staff', clinicIds: [ours] });
  expect(
    await refusal(staff.changeClinic({ clinicId: ours, ifMatch: changed.version, body: { name: 'X' } })),
  ).toEqual([403, 'access.role-insufficient']);
  const { items } = await ana.listAuditEntries({ clinicId: ours, action: 'clinic.change' });
  expect(items.at(-1)).toMatchObject({
    actor: 'user:ana',
    outcome: 'done',
    details: { from: before.version, name: 'Nossa Nova', timeZone: 'America/Recife' },
  });
  expect(items.filter(({ outcome }) => outcome === 'refused').map(({ code }) => code)).toContain(
    'clinic.changed',
  );
});

test('a script that changes a clinic past us raises its version, too', async () => {
  const { version } = await ana.getClinic({ clinicId: ours });
  await pool.query('update clinics set simulation_mode = not simulation_mode where id = $1', [ours]);
  expect(
    await refusal(ana.changeClinic({ clinicId: ours, ifMatch: version, body: { simulation: false } })),
  ).toEqual([412, 'clinic.changed']);
  await ana.changeClinic({ clinicId: ours, ifMatch: version + 1, body: { simulation: false } });
});

test('a number is put to rest and woken; what is sent to it meanwhile is parked, and placed by a replay', async () => {
  const at = { clinicId: ours, whatsappNumber: '551133330000' };
  const number = await ana.getWhatsAppNumber(at);
  const rested = await ana.changeWhatsAppNumber({
    ...at,
    ifMatch: number.version,
    body: { isActive: false },
  });
  expect(rested).toMatchObject({ isActive: false, version: number.version + 1 });
  await product.webhook(textTo('900000000000001', '551133330000', '5511955580001'));
  const parked = async () => (await ana.listParkedItems({ clinicId: ours })).items;
  await until('the parked item', async () => (await parked()).length === 1);
  expect(await parked()).toMatchObject([
    { reason: 'number-inactive', kind: 'message', phoneNumberId: '900000000000001' },
  ]);
  expect(JSON.stringify(await parked())).not.toContain('segredo');

  expect(await ana.replayParkedItems({ clinicId: ours })).toEqual({
    looked: 1,
    resolved: 0,
    nextCursor: null,
  });
  await ana.changeWhatsAppNumber({ ...at, ifMatch: rested.version, body: { isActive: true } });
  // that a number is inactive is remembered for a second
  await until(
    'the replay to place it',
    async () => (await ana.replayParkedItems({ clinicId: ours })).resolved === 1,
  );
  expect(await parked()).toEqual([]);
  const { items } = await ana.listConversations({ clinicId: ours });
  expect(items).toMatchObject([{ contact: { phone: '5511955580001' }, unread: 1 }]);
});

test('a number takes no id that another one has, and one that is not there cannot be changed', async () => {
  const at = { clinicId: ours, whatsappNumber: '551133330000' };
  const { version } = await ana.getWhatsAppNumber(at);
  const change = (wish: { clinicId: string; whatsappNumber: string }, by = root) =>
    by.changeWhatsAppNumber({ ...wish, ifMatch: version, body: { phoneNumberId: '900000000000009' } });
  expect(await refusal(change(at, ana))).toEqual([403, 'access.role-insufficient']);
  expect(await refusal(change(at))).toEqual([409, 'clinic.number-taken']);
  expect(await refusal(change({ ...at, whatsappNumber: '551133339999' }))).toEqual([
    404,
    'clinic.number-not-found',
  ]);
  const stale = ana.changeWhatsAppNumber({ ...at, ifMatch: version + 1, body: { isActive: false } });
  expect(await refusal(stale)).toEqual([412, 'clinic.number-changed']);
});

test('what nobody’s number was sent is shown to the platform only, and goes to whom the number is given', async () => {
  await product.webhook(textTo('900000000000077', '551133337777', '5511955580002'));
  const idsFor = async (client: AtendeClient, clinicId?: string) =>
    (await client.listParkedItems({ clinicId })).items.map(({ phoneNumberId }) => phoneNumberId);
  await until('the parked item', async () => (await idsFor(root)).includes('900000000000077'));
  const rui = await clientOf({ sub: 'rui', role: 'clinic-admin', clinicIds: [theirs] });
  expect([await idsFor(ana), await idsFor(rui)]).toEqual([[], []]);
  expect(await rui.replayParkedItems({})).toMatchObject({ looked: 0 });
  const wish = {
    clinicId: theirs,
    body: { whatsappNumber: '551133337777', phoneNumberId: '900000000000077' },
  };
  expect(await refusal(rui.registerWhatsAppNumber(wish))).toEqual([403, 'access.role-insufficient']);
  expect(await rui.replayParkedItems({})).toMatchObject({ looked: 0 });
  await root.registerWhatsAppNumber(wish);
  expect([await idsFor(ana), await idsFor(rui)]).toEqual([[], ['900000000000077']]);
  expect(await ana.replayParkedItems({})).toMatchObject({ looked: 0 });
  await until('the replay to place it', async () => (await rui.replayParkedItems({})).resolved === 1);
  expect((await rui.listConversations({ clinicId: theirs })).items).toHaveLength(1);
  expect((await root.listAuditEntries({ action: 'parked-items.replay', limit: 1 })).items).toMatchObject([
    { actor: 'user:rui', details: { looked: 1, resolved: 1 } },
  ]);
});
