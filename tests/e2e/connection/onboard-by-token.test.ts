import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, restApi } from '../../support/product/google-product.ts';
import { startOwnAccounts, type OwnAccounts } from '../../support/product/own-accounts.ts';
import { registerClinic } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { pasted, unregistered } from '../../support/vendors/meta-accounts.ts';

// Clinics that bring their numbers in with tokens of their own, against the twin of Meta.
let world: OwnAccounts;
let ana: string;
let bia: string;

beforeAll(async () => {
  world = await startOwnAccounts({ port: 23_875 });
  ana = await registerClinic(world.pool, { number: '551133330001', phoneNumberId: '900000000000001' });
  bia = await registerClinic(world.pool, { number: '551133330002', phoneNumberId: '900000000000002' });
}, 60_000);
afterAll(() => world.close());

const path = (clinic: string) => `/api/clinics/${clinic}/whatsapp-onboardings`;
const onboard = async (clinic: string, body: object) =>
  (await (await world.api(clinic)).call('POST', path(clinic), body)).body;

test('a number is checked, stored, subscribed and registered, and the patient is answered with its token', async () => {
  const own = await world.account(unregistered);
  expect(await onboard(ana, pasted(own))).toMatchObject({
    ...{ state: 'done', whatsappNumber: own.digits, isCoexistence: false, findings: [] },
    steps: ['checked', 'stored', 'subscribed', 'registered'],
  });
  const { asked, subscribed } = await world.atMeta();
  expect(asked).toContain(`register ${own.phoneNumberId}`);
  expect(subscribed).toContain(own.wabaId);
  await world.write('5511955540001', 'Oi', own);
  await until('the answer', () => world.isAnswered(ana));
}, 60_000);

test('the same once more changes nothing and registers nothing', async () => {
  const own = await world.account(unregistered);
  await onboard(ana, pasted(own));
  expect(await onboard(ana, pasted(own))).toMatchObject({
    ...{ state: 'done', whatsappNumber: own.digits },
    steps: ['checked', 'stored', 'subscribed'],
  });
  const registrations = (await world.atMeta()).asked.filter((one) => one === `register ${own.phoneNumberId}`);
  expect(registrations).toHaveLength(1);
}, 30_000);

test('a number of the Business app is never registered, and its history is asked for once', async () => {
  const own = await world.account({ isOnBusinessApp: true });
  const first = await onboard(ana, pasted(own));
  expect(first).toMatchObject({ state: 'done', isCoexistence: true, findings: [] });
  expect(first['steps']).toEqual(['checked', 'stored', 'subscribed', 'contacts-asked', 'history-asked']);
  expect((await world.atMeta()).asked).not.toContain(`register ${own.phoneNumberId}`);
  expect(await onboard(ana, pasted(own))).toMatchObject({
    state: 'done',
    findings: [{ code: 'history-declined' }, { code: 'history-declined' }],
  });
}, 30_000);

test('what is missing is said, and nothing is stored', async () => {
  const [own, other] = [await world.account(), await world.account()];
  const unverified = await world.account({ ...unregistered, codeVerification: 'NOT_VERIFIED' });
  const said = async (body: object) => {
    const { state, problem } = await onboard(ana, body);
    expect(state).toBe('refused');
    return problem as { code: string; message: string };
  };
  expect(await said({ ...pasted(own), accessToken: 'never-given' })).toMatchObject({ code: 'token-invalid' });
  const hidden = await said({ ...pasted(own), wabaId: other.wabaId });
  expect(hidden.code).toBe('account-hidden');
  expect(hidden.message).toContain('whatsapp_business_management');
  expect(hidden.message).toContain(other.wabaId);
  const absent = await said({ ...pasted(own), phoneNumberId: other.phoneNumberId });
  expect(absent.code).toBe('number-not-in-account');
  expect((await said(pasted(unverified))).code).toBe('number-unverified');
  const { rows } = await world.pool.query(
    'select from clinic_whatsapp_numbers where phone_number_id = any($1)',
    [[own, other, unverified].map(({ phoneNumberId }) => phoneNumberId)],
  );
  expect(rows).toEqual([]);
}, 30_000);

test('a number that another clinic has stays there, with its own token', async () => {
  const own = await world.account();
  await onboard(bia, pasted(own));
  expect(await onboard(ana, pasted(own))).toMatchObject({
    state: 'refused',
    problem: { code: 'number-elsewhere' },
  });
  const { rows } = await world.pool.query(
    `select clinic_id, kind from whatsapp_secrets where whatsapp_number = $1`,
    [own.digits],
  );
  expect(rows).toEqual([{ clinic_id: bia, kind: 'access-token' }]);
}, 30_000);

test('a number with a PIN asks for it, and takes the right one', async () => {
  const own = await world.account({ ...unregistered, pin: '246810' });
  expect(await onboard(ana, pasted(own))).toMatchObject({ problem: { code: 'pin-needed' } });
  expect(await onboard(ana, { ...pasted(own), pin: '111111' })).toMatchObject({
    problem: { code: 'pin-wrong' },
  });
  expect(await onboard(ana, { ...pasted(own), pin: '246810' })).toMatchObject({ state: 'done' });
}, 30_000);

test('what is known of a token that works is passed on', async () => {
  const expiresAt = Math.floor(Date.now() / 1_000) + 20 * 86_400;
  const scopes = ['whatsapp_business_management'];
  const findings = (await onboard(ana, pasted(await world.account({}, { scopes, expiresAt }))))['findings'];
  expect(findings).toMatchObject([{ code: 'scope-missing' }, { code: 'token-ends' }]);
  expect(JSON.stringify(findings)).toContain('whatsapp_business_messaging');
}, 30_000);

test('what a process that was killed between any two steps has left, another one finishes', async () => {
  for (const after of ['checked', 'stored', 'subscribed']) {
    const own = await world.account(unregistered);
    // as a killed process leaves it: the lease runs out, the steps taken stay
    const begun = await onboard(ana, pasted(own));
    const token = await world.pool.query<{ sealed: string }>(
      `select sealed from whatsapp_secrets where whatsapp_number = $1 and kind = 'access-token'`,
      [own.digits],
    );
    const steps = ['checked', 'stored', 'subscribed'];
    await world.pool.query(
      `update whatsapp_onboardings set state = 'running', ended_at = null, sealed_token = $2, steps = $3, next_at = now(),
         lease_until = now() - interval '1 second'
       where id = $1`,
      [begun['id'], token.rows[0]?.sealed, steps.slice(0, steps.indexOf(after) + 1)],
    );
    const now = async () =>
      (await (await world.api(ana)).call('GET', `${path(ana)}/${String(begun['id'])}`)).body;
    await until('its end', async () => (await now())['state'] === 'done');
    expect((await now())['steps']).toEqual(steps);
  }
}, 60_000);

test('nobody reads a secret back, and only administrators of the clinic may bring numbers in', async () => {
  const own = await world.account(unregistered);
  const done = await onboard(ana, { ...pasted(own), pin: '135791' });
  const { rows } = await world.pool.query(
    `select whatsapp_onboardings::text from whatsapp_onboardings union all select audit_log::text from audit_log`,
  );
  const listed = await (await world.api(ana)).call('GET', path(ana));
  const everything = JSON.stringify([done, rows, listed.body]) + world.product.log();
  expect(everything).not.toMatch(/token-of-account|\b135791\b/);
  const staff = restApi(world.product, await bearer([ana], 'clinic-staff'));
  expect((await staff.call('POST', path(ana), pasted(own))).status).toBe(403);
  expect((await (await world.api(bia)).call('GET', `${path(ana)}/${String(done['id'])}`)).status).toBe(404);
}, 30_000);
