import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVapidKeys } from '../../../src/adapters/announcing/push/vapid-keys.ts';
import { startIdentityProvider } from '../../support/api/identity-provider.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { pushEnvironment, startPushStub, type StubBrowser } from '../../support/vendors/push-stub.ts';

// A browser is told of conversations that wait for as long as the session lasts by which somebody switched it on.
const keys = makeVapidKeys();
const port = 26_297;
const origin = `http://127.0.0.1:${port}`;
let database: TestDatabase;
let pool: pg.Pool;
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let stub: Awaited<ReturnType<typeof startPushStub>>;
let product: Product;
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  provider = await startIdentityProvider();
  stub = await startPushStub();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: 'http://127.0.0.1:9',
    port,
    environment: {
      ...withoutApiLimits,
      ...provider.environment(origin),
      ...pushEnvironment(keys),
      PUSH_ROUND_MS: '100',
      POLL_MS: '50',
    },
  });
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  provider.close();
  await stub.close();
  await pool.end();
  await database.drop();
});

const asOperator = async (method: string, path: string) =>
  fetch(`${origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${await bySecret({ sub: 'root', role: 'platform-admin' })}` },
  });

/** Somebody of the reception who signs in with a browser of their own. */
async function signedIn(sub: string) {
  await pool.query(
    `insert into clinic_members (clinic_id, user_id, role, added_by) values ($1, $2, 'clinic-staff', 'user:root')
     on conflict do nothing`,
    [clinicId, sub],
  );
  provider.says({ sub });
  const visit = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } });
  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .filter((set) => !set.includes('Max-Age=0'))
      .map((set) => set.split(';')[0])
      .join('; ');
  const begun = await visit(`${origin}/api/session/login`);
  const consent = await visit(begun.headers.get('location') ?? '');
  const back = await visit(consent.headers.get('location') ?? '', cookiesOf(begun));
  const headers = { cookie: cookiesOf(back), origin, 'content-type': 'application/json' };
  const call = (method: string, path: string, body?: object) =>
    fetch(`${origin}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const me = (await (await call('GET', '/api/me')).json()) as { sessionId: string };
  return {
    sessionId: me.sessionId,
    signOut: () => call('DELETE', '/api/session'),
    async subscribe({ endpoint }: StubBrowser) {
      const answer = await call('PUT', `/api/clinics/${clinicId}/push/browser`, endpoint);
      expect(answer.status).toBe(200);
      return (await answer.json()) as { id: string; endsAt: string };
    },
  };
}

let patients = 0;
async function patientWaits() {
  patients += 1;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const who = { from: String(5511955520000 + patients), from_user_id: undefined, timestamp };
  const said = textMessage({ ...who, body: 'Quero falar com uma pessoa' });
  expect((await product.webhook(bodyWithMessages(said))).status).toBe(200);
}

test('a member is told as long as the session may last, and not for a month', async () => {
  const who = await signedIn('ana');
  const { endsAt } = await who.subscribe(stub.browser());
  const hours = (Date.parse(endsAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(11.9);
  expect(hours).toBeLessThanOrEqual(12);
  await who.signOut();
});

test('nothing more is sent to who signed out, whom an operator signed out, or whose session is over', async () => {
  const [out, ended, over, on] = [stub.browser(), stub.browser(), stub.browser(), stub.browser()];
  const people = {
    out: await signedIn('bia'),
    ended: await signedIn('caio'),
    over: await signedIn('davi'),
    on: await signedIn('eva'),
  };
  expect(new Set(Object.values(people).map(({ sessionId }) => sessionId)).size).toBe(4);
  await people.out.subscribe(out);
  await people.ended.subscribe(ended);
  await people.over.subscribe(over);
  await people.on.subscribe(on);
  await patientWaits();
  const all = [out, ended, over, on];
  await until('a push in each', () => all.every(({ received }) => received.length === 1));

  expect((await people.out.signOut()).status).toBe(204);
  expect((await asOperator('DELETE', `/api/sessions/${people.ended.sessionId}`)).status).toBe(204);
  await pool.query('update browser_sessions set ends_at = now() where id = $1', [people.over.sessionId]);
  await patientWaits();
  await until('the push of the one that is left', () => on.received.length === 2);
  await until('that nothing waits', async () => {
    const { rowCount } = await pool.query('select from push_deliveries');
    return rowCount === 0;
  });
  expect([out, ended, over].map((browser) => stub.askedFor(browser))).toEqual([1, 1, 1]);
});

test('whoever signs in again in that browser is told again, once they have said so in the new session', async () => {
  const browser = stub.browser();
  const before = await signedIn('gil');
  const { id } = await before.subscribe(browser);
  await pool.query('update browser_sessions set ends_at = now() where id = $1', [before.sessionId]);
  const again = await signedIn('gil');
  expect(again.sessionId).not.toBe(before.sessionId);
  expect((await again.subscribe(browser)).id).toBe(id);
  await patientWaits();
  await until('the push', () => browser.received.length === 1);
});
