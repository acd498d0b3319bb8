import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGoogleClinic, email, lara, type GoogleClinic } from '../../support/product/google-clinic.ts';
import { bearer, comeBack, restApi } from '../../support/product/google-product.ts';
import { startClinicWorld, type ClinicWorld } from '../../support/worlds/clinic-world.ts';

const oneScope = ['https://www.googleapis.com/auth/calendar.events'];

let world: ClinicWorld;
let clinic: GoogleClinic;
beforeAll(async () => {
  world = await startClinicWorld({ port: 22_110 });
});
afterAll(() => world.close());
beforeEach(async () => {
  // clinics of one account share its grant
  await world.pool.query(
    'truncate google_calendar_tokens_by_clinic, google_revocations, google_oauth_states',
  );
  clinic = await aGoogleClinic(world);
});

describe('connecting Google', () => {
  test('leads from start over the consent to a connection, calendars, and an end', async () => {
    expect((await clinic.status()).body).toMatchObject({
      connected: false,
      status: 'not_connected',
    });
    expect(await clinic.connect()).toBe('connected');
    expect((await clinic.status()).body).toMatchObject({
      connected: true,
      valid: true,
      accountEmail: email,
      expiresAt: expect.stringMatching(/^\d{4}-/),
      lastSuccessAt: expect.stringMatching(/^\d{4}-/),
    });
    const { body } = await clinic.calendars();
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

    const chosen = await clinic.choose('primary', lara);
    expect(chosen.body['calendars']).toMatchObject([{ calendarId: email }, { calendarId: lara }]);
    expect((await clinic.choose(lara, 'nobody@x')).body).toMatchObject({
      code: 'connection.unknown-calendars',
      details: { calendarIds: ['nobody@x'] },
    });

    const ended = await clinic.disconnect();
    expect(ended).toMatchObject({ status: 200, body: { disconnected: true, accessAtGoogle: 'revoked' } });
    expect(await clinic.row()).toBeUndefined();
    const { rows } = await world.pool.query('select from clinic_calendars where clinic_id = $1', [
      clinic.clinicId,
    ]);
    expect(rows).toEqual([]);
    expect(await clinic.openAlerts()).toEqual(['google-disconnected']);
    expect((await clinic.disconnect()).body).toMatchObject({ wasConnected: false });
    expect((await clinic.calendars()).body).toMatchObject({
      code: 'connection.not-connected',
    });
  });

  test('ends on a page that carries neither code nor state, and says in Portuguese how it ended', async () => {
    const location = await clinic.consent();
    const response = await fetch(location);
    expect(response.url).toMatch(/\/google\/connected\?outcome=connected&requestId=[\w-]+$/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).toContain('Google conectado');
    const again = await fetch(location);
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('Google conectado');
    const byTheirs = await fetch(`${world.product.url}/google/connected?outcome=administrator-refused`);
    expect(await byTheirs.text()).toMatch(/administrador do Google Workspace/);
    const odd = await fetch(`${world.product.url}/google/connected?outcome=<script>&missing=__proto__`);
    expect(await odd.text()).not.toContain('<script>');
  });

  test('accepts what Google may add to the way back', async () => {
    const location = new URL(await clinic.consent());
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
    ['denied', async () => clinic.consent({ isDenied: true })],
    [
      'state-used',
      async () => {
        const location = await clinic.consent({ isDenied: true });
        await comeBack(location);
        return location;
      },
    ],
    ['state-tampered', async () => changed(await clinic.consent(), 'state', 'a.b.c')],
    ['state-tampered', async () => changed(await clinic.consent(), 'state', clinic.clinicId)],
    ['state-tampered', async () => changed(await clinic.consent(), 'state', undefined)],
    ['issuer-foreign', async () => changed(await clinic.consent(), 'iss', 'https://elsewhere.example')],
    ['code-missing', async () => changed(await clinic.consent(), 'code', undefined)],
    ['code-refused', async () => changed(await clinic.consent(), 'code', '4/invented')],
    ['permissions-missing', async () => clinic.consent({ scopes: oneScope })],
    [
      'consent-failed',
      async () => changed(changed(await clinic.consent(), 'code', undefined), 'error', 'server_error'),
    ],
    [
      'administrator-refused',
      async () =>
        changed(changed(await clinic.consent(), 'code', undefined), 'error', 'admin_policy_enforced'),
    ],
  ])('that ends as "%s" changes nothing', async (outcome, make) => {
    expect(await clinic.connect()).toBe('connected');
    const before = await clinic.row();
    const came = await comeBack(await make());
    expect(came.get('outcome')).toBe(outcome);
    expect([...came.keys()].filter((name) => ['code', 'state', 'error'].includes(name))).toEqual([]);
    if (outcome === 'permissions-missing') expect(came.get('missing')).toBe('list-calendars,read-busy-times');
    expect(await clinic.row()).toEqual(before);
    expect((await clinic.status()).body).toMatchObject({ valid: true });
  });

  test('is bound to the browser that began it, when that is one', async () => {
    const { url, cookie } = await clinic.begin({ 'sec-fetch-site': 'same-origin' });
    expect(cookie).toMatch(
      /^atende_browser=[\w-]{43}; Path=\/api\/google\/oauth; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    const location = await world.google.consent(url, { account: email });
    expect((await comeBack(location)).get('outcome')).toBe('state-foreign');
    expect((await comeBack(location, `atende_browser=${'x'.repeat(43)}`)).get('outcome')).toBe(
      'state-foreign',
    );
    expect(await clinic.row()).toBeUndefined();
    expect((await comeBack(location, cookie.split(';')[0])).get('outcome')).toBe('connected');
  });

  test('is refused for a clinic of somebody else as for one that is not there', async () => {
    const stranger = restApi(world.product, await bearer(['11111111-1111-4111-8111-111111111111']));
    const nobody = '22222222-2222-4222-8222-222222222222';
    const admin = restApi(world.product, await bearer([], 'platform-admin'));
    for (const answer of [
      await stranger.start(clinic.clinicId),
      await stranger.status(clinic.clinicId),
      await admin.status(nobody),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'clinic.not-found' } });
    expect(await stranger.disconnect(clinic.clinicId)).toMatchObject({ status: 404 });
    expect(await stranger.calendars(clinic.clinicId)).toMatchObject({ status: 404 });
    expect(await stranger.associate({ clinicId: clinic.clinicId, calendarIds: [] })).toMatchObject({
      status: 404,
    });
    expect((await admin.status(clinic.clinicId)).status).toBe(200);
  });

  test.each([
    ['no token', undefined, 'access.token-missing'],
    ['nonsense', 'nonsense', 'access.token-invalid'],
  ])('needs a caller: with %s it answers 401', async (_, token, code) => {
    const anonymous = restApi(world.product, token);
    for (const answer of [
      await anonymous.start(clinic.clinicId),
      await anonymous.status(clinic.clinicId),
      await anonymous.calendars(clinic.clinicId),
      await anonymous.associate({ clinicId: clinic.clinicId, calendarIds: [] }),
      await anonymous.disconnect(clinic.clinicId),
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
    const answer = await clinic.api.call('POST', '/api/google/oauth/start', body, headers);
    expect(answer).toMatchObject({
      status,
      body: { code, message: expect.any(String), requestId: expect.any(String) },
    });
  });
});
