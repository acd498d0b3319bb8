import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagesChange, sign, textMessage, webhookBody } from '../../support/builders/meta-webhooks.ts';
import { bearer, restApi } from '../../support/product/google-product.ts';
import { startOwnAccounts, type OwnAccounts } from '../../support/product/own-accounts.ts';
import { registerClinic, secrets } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { pasted, unregistered, type MetaAccount } from '../../support/vendors/meta-accounts.ts';

// A clinic brings its number in through Meta's own dialog, with the installation's app, against the twin of Meta.
const port = 23_885;
const publicUrl = `http://127.0.0.1:${port}`;
const redirectUri = `${publicUrl}/console/whatsapp`;
let world: OwnAccounts;
let ana: string;
let bia: string;

beforeAll(async () => {
  world = await startOwnAccounts({
    port,
    environment: ({ graphUrl }) => ({
      ...{ PUBLIC_URL: publicUrl, META_DIALOG_URL: graphUrl },
      ...{ META_APP_ID: '1', META_SIGNUP_CONFIG_ID: '1' },
    }),
  });
  ana = await registerClinic(world.pool, { number: '551133330001', phoneNumberId: '900000000000001' });
  bia = await registerClinic(world.pool, { number: '551133330002', phoneNumberId: '900000000000002' });
}, 60_000);
afterAll(() => world.close());

const path = (clinic: string) => `/api/clinics/${clinic}/whatsapp-signup`;
const redeem = async (clinic: string, body: object) =>
  (await world.api(clinic)).call('POST', path(clinic), body);
/** A code as Meta's script gives it to the page. */
const codeFor = async (accounts: readonly MetaAccount[], lifeMs = 30_000): Promise<string> => {
  const code = `code-${crypto.randomUUID()}`;
  await world.atMeta({ code, wabaIds: accounts.map(({ wabaId }) => wabaId), lifeMs });
  return code;
};
const refusalOf = async (clinic: string, body: object) => (await redeem(clinic, body)).body['code'];

test('a number that was shared in the dialog is subscribed and registered, and answers with the token of its code', async () => {
  const { body: way } = await (await world.api(ana)).call('GET', path(ana));
  const { addresses } = way['dialog'] as { addresses: { number: string } };
  const dialog = new URL(addresses.number);
  expect(dialog.searchParams.get('redirect_uri')).toBe(redirectUri);
  dialog.searchParams.set('state', 'of-this-browser');
  dialog.searchParams.set('choice', 'share');
  dialog.searchParams.set('number', '+55 11 5550-0188');
  const back = new URL((await fetch(dialog, { redirect: 'manual' })).headers.get('location') ?? '');
  expect(back.href.startsWith(`${redirectUri}?`)).toBe(true);
  expect(back.searchParams.get('state')).toBe('of-this-browser');

  const done = await redeem(ana, { code: back.searchParams.get('code'), redirectUri });
  expect(done.body).toMatchObject({
    ...{ state: 'done', flow: 'signup', whatsappNumber: '551155500188', isCoexistence: false },
    steps: ['checked', 'stored', 'subscribed', 'registered'],
  });
  await world.write('5511955540011', 'Oi', { phoneNumberId: String(done.body['phoneNumberId']) });
  await until('the answer', () => world.isAnswered(ana));
}, 60_000);

test('a code works once, within its time, and with the address that the dialog was opened with', async () => {
  const own = await world.account(unregistered);
  const code = await codeFor([own]);
  expect((await redeem(ana, { code })).body).toMatchObject({ state: 'done', whatsappNumber: own.digits });
  expect(await refusalOf(ana, { code })).toBe('whatsapp.signup-code-refused');
  expect(await refusalOf(ana, { code: await codeFor([own], -1) })).toBe('whatsapp.signup-code-refused');
  const elsewhere = { code: await codeFor([own]), redirectUri: 'https://elsewhere.example/way' };
  expect(await refusalOf(ana, elsewhere)).toBe('whatsapp.signup-code-refused');
}, 30_000);

test('a number that stays in the Business app is not registered, and its contacts and history are asked for', async () => {
  const own = await world.account({ isOnBusinessApp: true });
  // Meta tells of the account alone then
  const { body } = await redeem(ana, { code: await codeFor([own]), wabaId: own.wabaId });
  expect(body).toMatchObject({ state: 'done', isCoexistence: true });
  expect(body['steps']).toEqual(['checked', 'stored', 'subscribed', 'contacts-asked', 'history-asked']);
  expect((await world.atMeta()).asked).not.toContain(`register ${own.phoneNumberId}`);
}, 30_000);

test('of several shared numbers a person chooses one, of the clinic that began alone', async () => {
  const [first, second] = [await world.account(unregistered), await world.account(unregistered)];
  const { body } = await redeem(bia, { code: await codeFor([first, second]) });
  expect(body['state']).toBe('choosing');
  expect((body['choices'] as object[]).length).toBe(2);
  const choose = `/api/clinics/${bia}/whatsapp-onboardings/${String(body['id'])}/choose`;
  const other = `/api/clinics/${ana}/whatsapp-onboardings/${String(body['id'])}/choose`;
  const chosen = { phoneNumberId: second.phoneNumberId };
  expect((await (await world.api(ana)).call('POST', other, chosen)).status).toBe(404);
  expect((await (await world.api(bia)).call('POST', choose, chosen)).body).toMatchObject({
    ...{ state: 'done', whatsappNumber: second.digits },
  });
}, 30_000);

test('what the page says of accounts and numbers is believed only where the token shows it', async () => {
  const [mine, theirs] = [await world.account(unregistered), await world.account(unregistered)];
  const foreign = { wabaId: theirs.wabaId, phoneNumberId: theirs.phoneNumberId };
  expect(await refusalOf(ana, { code: await codeFor([mine]), ...foreign })).toBe(
    'whatsapp.signup-without-number',
  );
  expect(await refusalOf(ana, { code: await codeFor([]) })).toBe('whatsapp.signup-without-number');
  const { rows } = await world.pool.query('select from clinic_whatsapp_numbers where whatsapp_number = $1', [
    theirs.digits,
  ]);
  expect(rows).toEqual([]);
}, 30_000);

test('a number that had an app of the clinic’s own is the installation’s once its app is subscribed, and what the former app signed still counts', async () => {
  const own = await world.account(unregistered);
  const formerSecret = 'of-their-own-app';
  const pastedWith = { ...pasted(own), appSecret: formerSecret };
  const { call } = await world.api(bia);
  const before = await call('POST', `/api/clinics/${bia}/whatsapp-onboardings`, pastedWith);
  expect(before.body['state']).toBe('done');
  const appSecret = async () => {
    const { body } = await call('GET', `/api/clinics/${bia}/whatsapp-numbers/${own.digits}/account`);
    return (body['secrets'] as { kind: string }[]).find(({ kind }) => kind === 'app-secret');
  };
  const hasCome = async (from: string) => {
    const text = `select from contact_identities where clinic_id = $1 and value = $2`;
    return (await world.pool.query(text, [bia, from])).rows.length > 0;
  };
  const writeByFormer = async (from: string) => {
    const metadata = { display_phone_number: own.digits, phone_number_id: own.phoneNumberId };
    const timestamp = String(Math.floor(Date.now() / 1000));
    const message = textMessage({ from, from_user_id: undefined, timestamp, body: 'Oi' });
    const body = JSON.stringify(webhookBody(messagesChange({ metadata, messages: [message] })));
    const headers = {
      'content-type': 'application/json',
      'x-hub-signature-256': sign(body, formerSecret),
    };
    const to = `${publicUrl}/webhook/whatsapp-meta/${bia}`;
    return (await fetch(to, { method: 'POST', headers, body })).status;
  };
  await until('their own app to be believed', async () => (await writeByFormer('5511955540013')) === 200);

  await world.atMeta({ closed: own.wabaId });
  expect((await redeem(bia, { code: await codeFor([own]) })).body['state']).toBe('refused');
  expect(await appSecret()).toMatchObject({ state: 'own' });

  await world.atMeta({ opened: own.wabaId });
  expect((await redeem(bia, { code: await codeFor([own]) })).body['state']).toBe('done');
  expect(await appSecret()).toMatchObject({ state: 'installation' });
  await until('its message to come in', async () => {
    await world.write('5511955540012', 'Oi', own);
    return hasCome('5511955540012');
  });
  expect(await writeByFormer('5511955540014')).toBe(200);
  await until('what the former app signed to come in', () => hasCome('5511955540014'));
}, 60_000);

test('neither code nor token is written anywhere in clear', async () => {
  const own = await world.account(unregistered);
  await world.token(own.accessToken, own);
  const code = await codeFor([own]);
  const done = await redeem(ana, { code });
  const { rows } = await world.pool.query(
    `select whatsapp_onboardings::text from whatsapp_onboardings union all select audit_log::text from audit_log
     union all select whatsapp_secrets::text from whatsapp_secrets`,
  );
  const everything = JSON.stringify([done.body, rows]) + world.product.log();
  expect(everything).not.toMatch(/EAAtwin|code-[0-9a-f]{8}-/);
  expect(everything).not.toContain(secrets.appSecret);
  const staff = restApi(world.product, await bearer([ana], 'clinic-staff'));
  expect((await staff.call('POST', path(ana), { code: 'whatever-it-is' })).status).toBe(403);
}, 30_000);
