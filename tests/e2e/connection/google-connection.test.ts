import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  bearer,
  client,
  comeBack,
  googleEnvironment,
  redirectUri,
  restApi,
  type RestApi,
} from '../../support/product/google-product.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

const port = 22_110;
const email = 'agenda.ipeamarelo@example.com.br';
const lara = 'dra-lara-monteiro@group.calendar.google.com';
const oneScope = ['https://www.googleapis.com/auth/calendar.events'];

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let google: GoogleTwin;
let product: Product;
let clinicId: string;
let api: RestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  graph = await startGraphStub();
  google = await startGoogleTwin({
    ...client,
    host: '127.0.0.1',
    port: port + 1,
    redirectUris: [redirectUri(port)],
  });
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    environment: googleEnvironment(google),
  });
});
afterAll(async () => {
  await product.stop('SIGTERM');
  await google.close();
  graph.close();
  await pool.end();
  await database.drop();
});

let clinics = 0;
beforeEach(async () => {
  // clinics of one account share its grant
  await pool.query('truncate google_calendar_tokens_by_clinic, google_revocations, google_oauth_states');
  google.clearFaults();
  google.changeSettings({ accessTokenLifetimeS: 3_599 });
  clinics += 1;
  clinicId = await registerClinic(pool, {
    number: `55113333${String(1_000 + clinics)}`,
    phoneNumberId: `9000000000${1_000 + clinics}`,
  });
  api = restApi(product, await bearer([clinicId]));
});

const begin = async (headers = {}) => {
  const { status, body, headers: got } = await api.start(clinicId, headers);
  expect(status).toBe(200);
  return { url: String(body['consentUrl']), cookie: got.get('set-cookie') ?? undefined };
};
const consent = async (choice: Partial<Parameters<GoogleTwin['consent']>[1]> = {}) =>
  google.consent((await begin()).url, { account: email, ...choice });
const connect = async () => expect((await comeBack(await consent())).get('outcome')).toBe('connected');
const row = async () => {
  const { rows } = await pool.query<Record<string, unknown>>(
    'select * from google_calendar_tokens_by_clinic where clinic_id = $1',
    [clinicId],
  );
  return rows[0];
};
const openAlerts = async () => {
  const { rows } = await pool.query<{ kind: string }>(
    'select kind from alerts where clinic_id = $1 and resolved_at is null order by kind',
    [clinicId],
  );
  return rows.map(({ kind }) => kind);
};

describe('connecting Google', () => {
  test('leads from start over the consent to a connection, calendars, and an end', async () => {
    expect((await api.status(clinicId)).body).toMatchObject({ connected: false, status: 'not_connected' });
    await connect();
    expect((await api.status(clinicId)).body).toMatchObject({
      connected: true,
      valid: true,
      accountEmail: email,
      expiresAt: expect.stringMatching(/^\d{4}-/),
      lastSuccessAt: expect.stringMatching(/^\d{4}-/),
    });
    const { body } = await api.calendars(clinicId);
    expect(body['calendars']).toHaveLength(7);
    expect(body['calendars']).toContainEqual(
      expect.objectContaining({
        summary: 'Plantões e férias',
        isHidden: true,
        use: 'bookable',
        isAssociated: false,
      }),
    );
    expect(body['calendars']).toContainEqual(
      expect.objectContaining({ accessRole: 'reader', use: 'busy-only' }),
    );

    const chosen = await api.associate({ clinicId, calendarIds: ['primary', lara] });
    expect(chosen.body['calendars']).toMatchObject([{ calendarId: email }, { calendarId: lara }]);
    expect((await api.associate({ clinicId, calendarIds: [lara, 'nobody@x'] })).body).toMatchObject({
      code: 'connection.unknown-calendars',
      details: { calendarIds: ['nobody@x'] },
    });

    const ended = await api.disconnect(clinicId);
    expect(ended).toMatchObject({ status: 200, body: { disconnected: true, accessAtGoogle: 'revoked' } });
    expect(await row()).toBeUndefined();
    const { rows } = await pool.query('select from clinic_calendars where clinic_id = $1', [clinicId]);
    expect(rows).toEqual([]);
    expect(await openAlerts()).toEqual(['google-disconnected']);
    expect((await api.disconnect(clinicId)).body).toMatchObject({ wasConnected: false });
    expect((await api.calendars(clinicId)).body).toMatchObject({ code: 'connection.not-connected' });
  });

  test('ends on a page that carries neither code nor state, and says in Portuguese how it ended', async () => {
    const location = await consent();
    const response = await fetch(location);
    expect(response.url).toMatch(/\/google\/connected\?outcome=connected&requestId=[\w-]+$/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).toContain('Google conectado');
    const again = await fetch(location);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('já foi usado');
    const odd = await fetch(`${product.url}/google/connected?outcome=<script>&missing=__proto__`);
    expect(await odd.text()).not.toContain('<script>');
  });

  test('accepts what Google may add to the way back', async () => {
    const location = new URL(await consent());
    for (const name of ['authuser', 'hd', 'prompt', 'something_new']) location.searchParams.append(name, 'x');
    expect((await comeBack(location.href)).get('outcome')).toBe('connected');
  });

  const changed = (location: string, name: string, value: string | undefined) => {
    const url = new URL(location);
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    return url.href;
  };
  test.each([
    ['denied', async () => consent({ isDenied: true })],
    [
      'state-used',
      async () => {
        const location = await consent({ isDenied: true });
        await comeBack(location);
        return location;
      },
    ],
    ['state-tampered', async () => changed(await consent(), 'state', 'a.b.c')],
    ['state-tampered', async () => changed(await consent(), 'state', clinicId)],
    ['state-tampered', async () => changed(await consent(), 'state', undefined)],
    ['issuer-foreign', async () => changed(await consent(), 'iss', 'https://elsewhere.example')],
    ['code-missing', async () => changed(await consent(), 'code', undefined)],
    ['code-refused', async () => changed(await consent(), 'code', '4/invented')],
    ['permissions-missing', async () => consent({ scopes: oneScope })],
    [
      'consent-failed',
      async () => changed(changed(await consent(), 'code', undefined), 'error', 'server_error'),
    ],
  ])('that ends as "%s" changes nothing', async (outcome, make) => {
    await connect();
    const before = await row();
    const came = await comeBack(await make());
    expect(came.get('outcome')).toBe(outcome);
    expect([...came.keys()].filter((name) => ['code', 'state', 'error'].includes(name))).toEqual([]);
    if (outcome === 'permissions-missing') expect(came.get('missing')).toBe('list-calendars,read-busy-times');
    expect(await row()).toEqual(before);
    expect((await api.status(clinicId)).body).toMatchObject({ valid: true });
  });

  test('is bound to the browser that began it, when that is one', async () => {
    const { url, cookie = '' } = await begin({ 'sec-fetch-site': 'same-origin' });
    expect(cookie).toMatch(
      /^atende_browser=[\w-]{43}; Path=\/api\/google\/oauth; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    const location = await google.consent(url, { account: email });
    expect((await comeBack(location)).get('outcome')).toBe('state-foreign');
    expect((await comeBack(location, `atende_browser=${'x'.repeat(43)}`)).get('outcome')).toBe(
      'state-foreign',
    );
    expect(await row()).toBeUndefined();
    expect((await comeBack(location, cookie.split(';')[0])).get('outcome')).toBe('connected');
  });

  test('is refused for a clinic of somebody else as for one that is not there', async () => {
    const stranger = restApi(product, await bearer(['11111111-1111-4111-8111-111111111111']));
    const nobody = '22222222-2222-4222-8222-222222222222';
    const admin = restApi(product, await bearer([], 'platform-admin'));
    for (const answer of [
      await stranger.start(clinicId),
      await stranger.status(clinicId),
      await admin.status(nobody),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'clinic.not-found' } });
    expect(await stranger.disconnect(clinicId)).toMatchObject({ status: 404 });
    expect(await stranger.calendars(clinicId)).toMatchObject({ status: 404 });
    expect(await stranger.associate({ clinicId, calendarIds: [] })).toMatchObject({ status: 404 });
    expect((await admin.status(clinicId)).status).toBe(200);
  });

  test.each([
    ['no token', undefined, 'access.token-missing'],
    ['nonsense', 'nonsense', 'access.token-invalid'],
  ])('needs a caller: with %s it answers 401', async (_, token, code) => {
    const anonymous = restApi(product, token);
    for (const answer of [
      await anonymous.start(clinicId),
      await anonymous.status(clinicId),
      await anonymous.calendars(clinicId),
      await anonymous.associate({ clinicId, calendarIds: [] }),
      await anonymous.disconnect(clinicId),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { code, requestId: expect.any(String) } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test.each([
    ['{"clinicId":', { 'content-type': 'application/json' }, 400, 'http.body-unreadable'],
    ['"text"', { 'content-type': 'application/json' }, 400, 'http.body-unreadable'],
    ['clinicId=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'http.unsupported-content'],
    [JSON.stringify({ clinicId: 'x'.repeat(70_000) }), {}, 413, 'http.body-too-large'],
    [JSON.stringify({ clinicId: 'not-a-uuid' }), {}, 404, 'clinic.not-found'],
    [JSON.stringify({}), {}, 400, 'http.invalid-request'],
    [undefined, {}, 415, 'http.unsupported-content'],
  ])('refuses a body like %.30s with a clear code', async (body, headers, status, code) => {
    const answer = await api.call('POST', '/api/google/oauth/start', body, headers);
    expect(answer).toMatchObject({
      status,
      body: { code, message: expect.any(String), requestId: expect.any(String) },
    });
  });
});

describe('a connection', () => {
  test('is renewed in the background before its token expires, and status says until when it is valid', async () => {
    google.changeSettings({ accessTokenLifetimeS: 4 });
    await connect();
    const first = (await row())?.['access_token'];
    await until('two renewals', async () => {
      expect((await api.status(clinicId)).body).toMatchObject({ valid: true });
      const { rows } = await pool.query<{ n: number }>(
        `select extract(epoch from now() - connected_at)::float8 as n from google_calendar_tokens_by_clinic where clinic_id = $1`,
        [clinicId],
      );
      return (rows[0]?.n ?? 0) > 6;
    });
    expect((await row())?.['access_token']).not.toBe(first);
    const metrics = await (await fetch(`${product.url}/metrics`)).text();
    expect(metrics).toContain(`atende_google_connection{clinic="${clinicId}",status="connected"} 1`);
    expect(metrics).toMatch(
      new RegExp(`atende_google_renewals_total{clinic="${clinicId}",outcome="renewed"} [2-9]`),
    );
  });

  test('whose grant the person removed asks to be connected again, with an alert, and can be', async () => {
    google.changeSettings({ accessTokenLifetimeS: 4 });
    await connect();
    google.killGrant(email);
    await until('the verdict', async () => (await row())?.['status'] === 'reconnect_required');
    expect((await api.status(clinicId)).body).toMatchObject({
      status: 'reconnect_required',
      connected: false,
      valid: false,
      reason: expect.stringMatching(/terminou/),
      nextStep: expect.stringMatching(/Conecte/),
    });
    await until('the alert', async () => (await openAlerts()).includes('google-reconnect-required'));
    expect(await api.calendars(clinicId)).toMatchObject({
      status: 409,
      body: { code: 'connection.reconnect-required' },
    });
    google.changeSettings({ accessTokenLifetimeS: 3_599 });
    await connect();
    expect(await openAlerts()).toEqual([]);
  });

  test('whose access token died early is renewed once and the call repeated', async () => {
    await connect();
    google.expireAccessTokens(email);
    expect((await api.calendars(clinicId)).status).toBe(200);
    expect((await api.status(clinicId)).body).toMatchObject({ status: 'connected' });
  });

  test('of which Google refuses our client alerts the installation and keeps every clinic connected', async () => {
    google.changeSettings({ accessTokenLifetimeS: 3 });
    await connect();
    google.addFault({ endpoint: 'token', operation: 'refresh', reason: 'invalid_client' });
    const deployment = async () => {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::integer as n from alerts where clinic_id is null and kind = 'google-client-refused' and resolved_at is null`,
      );
      return rows[0]?.n;
    };
    await until('the alert', async () => (await deployment()) === 1);
    expect(await row()).toMatchObject({ status: 'connected', failures: 0 });
    expect(await openAlerts()).toEqual([]);
    google.clearFaults();
    await pool.query(
      'update google_calendar_tokens_by_clinic set next_renewal_at = now() where clinic_id = $1',
      [clinicId],
    );
    await until('its end', async () => (await deployment()) === 0);
  });

  test('is disconnected here although Google does not answer, and there when Google does again', async () => {
    await connect();
    google.addFault({ endpoint: 'revoke', status: 503, times: 2 });
    expect(await api.disconnect(clinicId)).toMatchObject({
      status: 200,
      body: { accessAtGoogle: 'pending' },
    });
    expect(await row()).toMatchObject({ status: 'disconnecting', access_token: null, refresh_token: null });
    expect((await api.status(clinicId)).body).toMatchObject({ connected: false, status: 'disconnecting' });
    await pool.query('update google_revocations set next_attempt_at = now() where clinic_id = $1', [
      clinicId,
    ]);
    await until('a second try', async () => {
      const { rows } = await pool.query<{ attempts: number }>(
        'select attempts from google_revocations where clinic_id = $1',
        [clinicId],
      );
      return rows[0]?.attempts === 2;
    });
    await pool.query('update google_revocations set next_attempt_at = now() where clinic_id = $1', [
      clinicId,
    ]);
    await until('the end', async () => (await row()) === undefined);
    const { rows } = await pool.query(
      'select refresh_token, finished_at from google_revocations where clinic_id = $1',
      [clinicId],
    );
    expect(rows).toMatchObject([{ refresh_token: null, finished_at: expect.any(Date) }]);
  });

  test('shares its grant with another clinic of the same account, and does not end it for that one', async () => {
    await connect();
    const other = await registerClinic(pool, { number: '551144440000', phoneNumberId: '9111' });
    const otherApi = restApi(product, await bearer([other]));
    const { body } = await otherApi.start(other);
    await comeBack(await google.consent(String(body['consentUrl']), { account: email }));
    expect((await api.disconnect(clinicId)).body).toMatchObject({ accessAtGoogle: 'kept' });
    expect((await otherApi.calendars(other)).status).toBe(200);
    expect((await otherApi.disconnect(other)).body).toMatchObject({ accessAtGoogle: 'revoked' });
  });
});
