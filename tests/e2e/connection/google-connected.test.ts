import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGoogleClinic, email, type GoogleClinic } from '../../support/product/google-clinic.ts';
import { bearer, comeBack, restApi } from '../../support/product/google-product.ts';
import { registerClinic } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startClinicWorld, type ClinicWorld } from '../../support/worlds/clinic-world.ts';

let world: ClinicWorld;
let clinic: GoogleClinic;
beforeAll(async () => {
  world = await startClinicWorld({ port: 22_120 });
});
afterAll(() => world.close());
beforeEach(async () => {
  // clinics of one account share its grant
  await world.pool.query(
    'truncate google_calendar_tokens_by_clinic, google_revocations, google_oauth_states',
  );
  world.google.clearFaults();
  world.google.changeSettings({ accessTokenLifetimeS: 3_599 });
  clinic = await aGoogleClinic(world);
});

describe('a connection', () => {
  test('is renewed in the background before its token expires, and status says until when it is valid', async () => {
    world.google.changeSettings({ accessTokenLifetimeS: 4 });
    expect(await clinic.connect()).toBe('connected');
    const first = (await clinic.row())?.['access_token'];
    await until('two renewals', async () => {
      expect((await clinic.status()).body).toMatchObject({ valid: true });
      const { rows } = await world.pool.query<{ n: number }>(
        `select extract(epoch from now() - connected_at)::float8 as n from google_calendar_tokens_by_clinic where clinic_id = $1`,
        [clinic.clinicId],
      );
      return (rows[0]?.n ?? 0) > 6;
    });
    expect((await clinic.row())?.['access_token']).not.toBe(first);
    const metrics = await (await fetch(`${world.product.url}/metrics`)).text();
    expect(metrics).toContain(`atende_google_connection{clinic="${clinic.clinicId}",status="connected"} 1`);
    expect(metrics).toMatch(
      new RegExp(`atende_google_renewals_total{clinic="${clinic.clinicId}",outcome="renewed"} [2-9]`),
    );
  });

  test('whose grant the person removed asks to be connected again, with an alert, and can be', async () => {
    world.google.changeSettings({ accessTokenLifetimeS: 4 });
    expect(await clinic.connect()).toBe('connected');
    world.google.killGrant(email);
    await until('the verdict', async () => (await clinic.row())?.['status'] === 'reconnect_required');
    expect((await clinic.status()).body).toMatchObject({
      status: 'reconnect_required',
      connected: false,
      valid: false,
      reason: expect.stringMatching(/terminou/),
      nextStep: expect.stringMatching(/Conecte/),
    });
    await until('the alert', async () => (await clinic.openAlerts()).includes('google-reconnect-required'));
    expect(await clinic.calendars()).toMatchObject({
      status: 409,
      body: { code: 'connection.reconnect-required' },
    });
    world.google.changeSettings({ accessTokenLifetimeS: 3_599 });
    expect(await clinic.connect()).toBe('connected');
    expect(await clinic.openAlerts()).toEqual([]);
  });

  test('whose access token died early is renewed once and the call repeated', async () => {
    expect(await clinic.connect()).toBe('connected');
    world.google.expireAccessTokens(email);
    expect((await clinic.calendars()).status).toBe(200);
    expect((await clinic.status()).body).toMatchObject({ status: 'connected' });
  });

  test('of which Google refuses our client alerts the installation and keeps every clinic connected', async () => {
    world.google.changeSettings({ accessTokenLifetimeS: 3 });
    expect(await clinic.connect()).toBe('connected');
    world.google.addFault({ endpoint: 'token', operation: 'refresh', reason: 'invalid_client' });
    const deployment = async () => {
      const { rows } = await world.pool.query<{ n: number }>(
        `select count(*)::integer as n from alerts where clinic_id is null and kind = 'google-client-refused' and resolved_at is null`,
      );
      return rows[0]?.n;
    };
    await until('the alert', async () => (await deployment()) === 1);
    expect(await clinic.row()).toMatchObject({ status: 'connected', failures: 0 });
    expect(await clinic.openAlerts()).toEqual([]);
    world.google.clearFaults();
    await until('its end', async () => {
      // again, as a renewal that was refused before the fault ended may put its next one off after this
      await world.pool.query(
        'update google_calendar_tokens_by_clinic set next_renewal_at = now() where clinic_id = $1',
        [clinic.clinicId],
      );
      return (await deployment()) === 0;
    });
  });

  test('is disconnected here although Google does not answer, and there when Google does again', async () => {
    expect(await clinic.connect()).toBe('connected');
    world.google.addFault({ endpoint: 'revoke', status: 503, times: 2 });
    expect(await clinic.disconnect()).toMatchObject({
      status: 200,
      body: { accessAtGoogle: 'pending' },
    });
    expect(await clinic.row()).toMatchObject({
      status: 'disconnecting',
      access_token: null,
      refresh_token: null,
    });
    expect((await clinic.status()).body).toMatchObject({
      connected: false,
      status: 'disconnecting',
    });
    await world.pool.query('update google_revocations set next_attempt_at = now() where clinic_id = $1', [
      clinic.clinicId,
    ]);
    await until('a second try', async () => {
      const { rows } = await world.pool.query<{ attempts: number }>(
        'select attempts from google_revocations where clinic_id = $1',
        [clinic.clinicId],
      );
      return rows[0]?.attempts === 2;
    });
    await world.pool.query('update google_revocations set next_attempt_at = now() where clinic_id = $1', [
      clinic.clinicId,
    ]);
    await until('the end', async () => (await clinic.row()) === undefined);
    const { rows } = await world.pool.query(
      'select refresh_token, finished_at from google_revocations where clinic_id = $1',
      [clinic.clinicId],
    );
    expect(rows).toMatchObject([{ refresh_token: null, finished_at: expect.any(Date) }]);
  });

  test('shares its grant with another clinic of the same account, and does not end it for that one', async () => {
    expect(await clinic.connect()).toBe('connected');
    const other = await registerClinic(world.pool, { number: '551144440000', phoneNumberId: '9111' });
    const otherApi = restApi(world.product, await bearer([other]));
    const { body } = await otherApi.start(other);
    await comeBack(await world.google.consent(String(body['consentUrl']), { account: email }));
    expect((await clinic.disconnect()).body).toMatchObject({ accessAtGoogle: 'kept' });
    expect((await otherApi.calendars(other)).status).toBe(200);
    expect((await otherApi.disconnect(other)).body).toMatchObject({ accessAtGoogle: 'revoked' });
  });
});
