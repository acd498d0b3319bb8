import { afterAll, beforeAll, expect, test } from 'vitest';
import { escapeLikeMeta, sign, textMessage } from '../../support/builders/meta-webhooks.ts';
import { startOwnAccounts, type OwnAccounts } from '../../support/product/own-accounts.ts';
import { registerClinic, secrets } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { pasted, unregistered, type MetaAccount } from '../../support/vendors/meta-accounts.ts';

// Two clinics that brought their numbers in with apps and tokens of their own. The twin takes a token for its own account only.
type Own = { readonly clinic: string; readonly at: MetaAccount; readonly appSecret: string };
let world: OwnAccounts;
let a: Own;
let b: Own;

beforeAll(async () => {
  world = await startOwnAccounts({ port: 23_891 });
  a = await bring('551133330001', 'secret-of-the-app-of-a');
  b = await bring('551133330002', 'secret-of-the-app-of-b');
}, 90_000);
afterAll(() => world.close());

async function bring(number: string, appSecret: string): Promise<Own> {
  const clinic = await registerClinic(world.pool, { number, phoneNumberId: `9000000000${number.slice(-5)}` });
  const at = await world.account(unregistered);
  const { body } = await (
    await world.api(clinic)
  ).call('POST', `/api/clinics/${clinic}/whatsapp-onboardings`, { ...pasted(at), appSecret });
  expect(body['state']).toBe('done');
  return { clinic, at, appSecret };
}

const secretPath = ({ clinic, at }: Own, kind: string) =>
  `/api/clinics/${clinic}/whatsapp-numbers/${at.digits}/account/secrets/${kind}`;
const set = async (own: Own, kind: string, value: string, more: object = {}) =>
  expect(
    (await (await world.api(own.clinic)).call('PUT', secretPath(own, kind), { value, ...more })).status,
  ).toBe(200);
const revoke = async (own: Own, kind: string) =>
  expect((await (await world.api(own.clinic)).call('DELETE', secretPath(own, kind))).status).toBe(200);

let patients = 0;
/** A new patient writes; by the clinic's own app unless it is said otherwise. */
async function write({ clinic, at, appSecret }: Own, signed: { path?: string; secret?: string } = {}) {
  patients += 1;
  const from = `55119555${String(60_000 + patients)}`;
  const metadata = { display_phone_number: at.digits, phone_number_id: at.phoneNumberId };
  const message = textMessage({
    ...{ from, from_user_id: undefined, body: 'Oi' },
    timestamp: String(Math.floor(Date.now() / 1_000)),
  });
  const value = {
    ...{ messaging_product: 'whatsapp', metadata, messages: [message] },
    contacts: [{ profile: { name: 'Rui' }, wa_id: from }],
  };
  const entry = [{ id: at.wabaId, changes: [{ field: 'messages', value }] }];
  const body = escapeLikeMeta(JSON.stringify({ object: 'whatsapp_business_account', entry }));
  const { status } = await fetch(`${world.product.url}/webhook/whatsapp-meta${signed.path ?? `/${clinic}`}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': sign(body, signed.secret ?? appSecret),
    },
    body,
  });
  return { from, status };
}

const answered = async (patient: string) => {
  const { rows } = await world.pool.query(
    `select from whatsapp_messages_improved as m
     join whatsapp_conversations_improved as c on c.id = m.conversation_id
     join contact_identities as i on i.contact_id = c.contact_id
     where i.value = $1 and m.origin = 'assistant' and m.status in ('accepted', 'sent', 'delivered', 'read')`,
    [patient],
  );
  return rows.length > 0;
};
const goesOn = async (own: Own) => {
  const { from, status } = await write(own);
  expect(status).toBe(200);
  await until('the answer', () => answered(from));
};
const stops = async ({ clinic }: Own) => {
  const { rows } = await world.pool.query(
    `select from alerts where clinic_id = $1 and kind = 'sends-stopped' and resolved_at is null`,
    [clinic],
  );
  return rows.length;
};

test('a clinic that brings its own app is written to through it at once, and through no other', async () => {
  await goesOn(a);
  await goesOn(b);
  const wrong = [
    await write(a, { secret: b.appSecret }),
    await write(a, { path: `/${b.clinic}`, secret: b.appSecret }),
    await write(a, { path: `/${b.clinic}` }),
    await write(b, { path: '', secret: secrets.appSecret }),
  ];
  expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  const { rows } = await world.pool.query('select from contact_identities where value = any($1)', [
    wrong.map(({ from }) => from),
  ]);
  expect(rows).toEqual([]);
  expect((await world.atMeta()).subscribed).toEqual(expect.arrayContaining([a.at.wabaId, b.at.wabaId]));
}, 60_000);

test('a token is rotated at Meta and here, and no message is lost, here or next door', async () => {
  await world.token('rotated-token-of-a', a.at);
  await set(a, 'access-token', 'rotated-token-of-a');
  await world.token(a.at.accessToken, a.at, { isValid: false });
  await goesOn(a);
  await goesOn(b);
  expect([await stops(a), await stops(b)]).toEqual([0, 0]);
}, 60_000);

test('a clinic that is given its neighbour’s token stops alone, and nothing goes out by the neighbour', async () => {
  await set(a, 'access-token', b.at.accessToken);
  // a token that was known goes on for two seconds
  await until('the stop', async () => {
    await write(a);
    return (await stops(a)) > 0;
  });
  const { from: waiting } = await write(a);
  await goesOn(b);
  expect(await stops(b)).toBe(0);
  expect(await answered(waiting)).toBe(false);

  await set(a, 'access-token', 'rotated-token-of-a');
  await until('what waited', () => answered(waiting));
  expect(await stops(a)).toBe(0);
}, 90_000);

test('app secrets that are swapped reach nobody, and their own again when they are put right', async () => {
  const [mine, theirs] = [a.appSecret, b.appSecret];
  await set(a, 'app-secret', theirs, { keepPreviousHours: 0 });
  await set(b, 'app-secret', mine, { keepPreviousHours: 0 });
  const isRefused = async (own: Own) => (await write(own)).status === 401;
  await until('both apps to be strangers', async () => (await isRefused(a)) && isRefused(b));
  const lost = [
    await write(a),
    await write(b),
    // what the other address takes now speaks for the other clinic's numbers only
    await write(a, { path: `/${b.clinic}`, secret: mine }),
    await write(b, { path: `/${a.clinic}`, secret: theirs }),
  ];
  expect(lost.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  const { rows } = await world.pool.query('select from contact_identities where value = any($1)', [
    lost.map(({ from }) => from),
  ]);
  expect(rows).toEqual([]);
  await set(a, 'app-secret', mine, { keepPreviousHours: 0 });
  await set(b, 'app-secret', theirs, { keepPreviousHours: 0 });
  await until('both to be believed again', async () => !(await isRefused(a)) && !(await isRefused(b)));
}, 60_000);

test('whoever revokes everything is silent both ways, and the neighbour hears nothing of it', async () => {
  await revoke(a, 'access-token');
  await revoke(a, 'app-secret');
  await until('the end', async () => (await write(a)).status === 401);
  expect((await write(a, { path: '', secret: secrets.appSecret })).status).toBe(401);
  await goesOn(b);
  expect(await stops(b)).toBe(0);
  const { rows } = await world.pool.query(
    `select distinct clinic_id from alerts where kind in ('sends-stopped', 'whatsapp-token-ends') and resolved_at is null`,
  );
  expect(rows.filter(({ clinic_id }: { clinic_id: string }) => clinic_id === b.clinic)).toEqual([]);
}, 60_000);
