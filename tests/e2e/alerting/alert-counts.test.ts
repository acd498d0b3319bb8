import { afterAll, beforeAll, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { startCalledApi, type CalledApi } from '../../support/product/called-api.ts';
import { registerClinic } from '../../support/product/product.ts';

let api: CalledApi;
let theirs: string;

beforeAll(async () => {
  api = await startCalledApi(26_118);
  theirs = await registerClinic(api.pool, { number: '551133339999', phoneNumberId: '900000000000009' });
}, 60_000);
afterAll(() => api.close());

const open = (clinicId: string | null, kind: string, count: number) =>
  api.pool.query(
    `insert into alerts (id, clinic_id, kind, subject, message)
     select gen_random_uuid(), $1, $2, 'subject ' || n, 'said by a test' from generate_series(1, $3::integer) as n`,
    [clinicId, kind, count],
  );

test('an operator sees how many alerts are open in each clinic, beyond a page of them', async () => {
  await open(api.ours, 'handover', 150);
  await open(theirs, 'google-reconnect-required', 1);
  await open(theirs, 'model-budget', 1);
  await api.pool.query(`update alerts set resolved_at = now() where kind = 'model-budget'`);
  const { status, body } = await api.call('GET', '/api/alerts/counts');
  expect(status).toBe(200);
  const none = { now: 0, today: 0, later: 0, google: 0, whatsapp: 0 };
  const ofClinics = body.items.filter(({ clinicId }) => clinicId !== undefined);
  expect(ofClinics).toHaveLength(2);
  expect(ofClinics).toEqual(
    expect.arrayContaining([
      { ...none, clinicId: api.ours, today: 150 },
      { ...none, clinicId: theirs, today: 1, google: 1 },
    ]),
  );
});

test('what concerns the installation is counted without a clinic', async () => {
  const counts = async () =>
    (await api.call('GET', '/api/alerts/counts')).body.items.find(({ clinicId }) => clinicId === undefined);
  const before = Number((await counts())?.['later'] ?? 0);
  await open(null, 'model-refused', 2);
  expect(await counts()).toMatchObject({ later: before + 2 });
});

test('nobody of a clinic counts those of others', async () => {
  expect((await api.call('GET', '/api/alerts/counts', { token: api.admin })).status).toBe(403);
  const staff = await bySecret({ sub: 'bia', role: 'clinic-staff', clinicIds: [api.ours] });
  expect((await api.call('GET', '/api/alerts/counts', { token: staff })).status).toBe(403);
  expect((await api.call('GET', '/api/alerts/counts', { token: '' })).status).toBe(401);
});
