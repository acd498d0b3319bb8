import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGoogleClinic, lara, type GoogleClinic } from '../../support/product/google-clinic.ts';
import { until } from '../../support/until.ts';
import { startClinicWorld, type ClinicWorld } from '../../support/worlds/clinic-world.ts';

const port = 22_180;
let world: ClinicWorld;
let clinic: GoogleClinic;
beforeAll(async () => {
  world = await startClinicWorld({ port, environment: { PUBLIC_URL: `http://127.0.0.1:${port}` } });
  clinic = await aGoogleClinic(world);
  expect(await clinic.connect()).toBe('connected');
});
afterAll(() => world.close());

const reads = async (): Promise<number> => {
  const { rows } = await world.pool.query<{ lease_token: string }>(
    'select lease_token from calendar_feeds where clinic_id = $1 and calendar_id = $2',
    [clinic.clinicId, lara],
  );
  return Number(rows[0]?.lease_token ?? 0);
};
const atRest = () =>
  until('the readings to rest', async () => {
    const { rows } = await world.pool.query(
      `select from calendar_feeds where lease_until > now() or next_read_at < now() + interval '2 s' or read_at is null`,
    );
    return rows.length === 0;
  });
const push = (headers: Readonly<Record<string, string>>, body?: string) =>
  fetch(`${world.product.url}/webhook/google-calendar`, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body }),
  });

test('a change in Google is read within seconds, because Google says so', async () => {
  await clinic.choose(lara);
  await until('the channel', () => world.google.channels().length === 1);
  await atRest();
  const before = await reads();
  world.google.addEvent(lara, {
    start: { dateTime: '2026-12-01T10:00:00Z' },
    end: { dateTime: '2026-12-01T11:00:00Z' },
  });
  const started = Date.now();
  await until('the reading', async () => (await reads()) > before);
  expect(Date.now() - started).toBeLessThan(5_000);
});

test('a message without the secret, of nobody, or with a body is answered alike and changes nothing', async () => {
  await atRest();
  const before = await reads();
  const { rows } = await world.pool.query<{ channel_id: string }>('select channel_id from calendar_channels');
  const channelId = rows[0]?.channel_id ?? '';
  const stranger = '01900000-0000-7000-8000-000000000000';
  for (const headers of [
    { 'x-goog-channel-id': channelId, 'x-goog-channel-token': 'guessed' },
    { 'x-goog-channel-id': channelId },
    { 'x-goog-channel-id': stranger, 'x-goog-channel-token': 'guessed' },
    { 'x-goog-channel-id': `${channelId}'--`, 'x-goog-channel-token': 'x'.repeat(4_000) },
    {},
  ])
    expect((await push(headers, 'x'.repeat(100_000))).status).toBe(204);
  const { rows: due } = await world.pool.query(
    "select from calendar_feeds where next_read_at < now() + interval '5 s'",
  );
  expect([due.length, await reads()]).toEqual([0, before]);
});

test('a disconnection leaves no channel at Google', async () => {
  expect(world.google.channels()).toHaveLength(1);
  await clinic.disconnect();
  expect(world.google.channels()).toEqual([]);
  const { rows } = await world.pool.query('select from calendar_channels');
  expect(rows).toEqual([]);
});
