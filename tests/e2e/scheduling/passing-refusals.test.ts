import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultOrder } from '../../../twin/google/faults.ts';
import { lara } from '../../support/product/demo-calendars.ts';
import { startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';

// Google has its moods: what passes within a moment, no patient should notice.
const port = 23_386;
let world: DemoProduct;

beforeAll(async () => {
  world = await startDemoProduct({ port, environment: { AVAILABILITY_CACHE_MS: '0' } });
  await world.connectGoogle();
  await world.chooseCalendars({ [lara]: 'lara' });
}, 60_000);
afterAll(() => world.close());

let patients = 0;
const aPatient = () =>
  phoneOfAPatient(
    world.meta,
    `5511955590${String((patients += 1)).padStart(3, '0')}`,
    `Paciente ${patients}`,
  );
const handovers = async (): Promise<number> => {
  const { rows } = await world.pool.query<{ count: number }>(
    `select count(*)::integer as count from whatsapp_conversations_improved where attention ? 'handover'`,
  );
  return rows[0]?.count ?? -1;
};
const asks = () => world.google.requests().endpoints['freebusy.query']?.asked ?? 0;

const moods: readonly (readonly [string, Omit<FaultOrder, 'endpoint'>])[] = [
  ['403 rateLimitExceeded', { reason: 'rateLimitExceeded' }],
  ['503', { reason: 'backendError' }],
  ['reset of the connection', { outcome: 'reset-before' }],
];

test.each(moods)(
  'one passing %s while a patient asks for times, takes one and confirms it goes unnoticed',
  async (_, mood) => {
    const phone = aPatient();
    const once = () => {
      world.google.clearFaults();
      world.google.addFault({ ...mood, endpoint: 'freebusy', times: 1 });
    };
    const services = await phone.write('Oi, quero marcar uma consulta');
    once();
    const before = asks();
    const when = await phone.tap(/dermatol/, services);
    const times = when.choices.some(({ id }) => id.startsWith('slot:'))
      ? when
      : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
    const [slot] = times.choices.filter(({ id }) => id.startsWith('slot:'));
    expect(slot).toBeDefined();
    expect(asks() - before).toBeGreaterThan(1);
    expect(world.google.faults()).toEqual([]);

    once();
    const held = await phone.tap(new RegExp(`^${slot?.title ?? ''}$`), times);
    expect(held.text).toMatch(/Reservei/);
    expect(world.google.faults()).toEqual([]);

    world.google.addFault({ ...mood, endpoint: 'events', operation: 'insert', times: 1 });
    const events = world.google.events(lara).length;
    await phone.tap(/^Confirmar/, held);
    await until('the confirmation', async () =>
      (await phone.texts()).some((text) => text.includes('Horário confirmado')),
    );
    expect(world.google.events(lara)).toHaveLength(events + 1);
    expect(world.google.faults()).toEqual([]);
    expect(await handovers()).toBe(0);
  },
  30_000,
);

test('a visit that was cancelled while Google was disconnected leaves the calendar within seconds of connecting again', async () => {
  world.google.clearFaults();
  const phone = aPatient();
  const services = await phone.write('Oi, quero marcar uma consulta');
  const when = await phone.tap(/dermatol/, services);
  const times = when.choices.some(({ id }) => id.startsWith('slot:'))
    ? when
    : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
  const [slot] = times.choices.filter(({ id }) => id.startsWith('slot:'));
  const held = await phone.tap(new RegExp(`^${slot?.title ?? ''}$`), times);
  const confirmed = await phone.tap(/^Confirmar/, held);
  expect(confirmed.text).toMatch(/Horário confirmado/);
  const before = world.google.events(lara).length;

  await world.api.disconnect(world.clinicId);
  await until(
    'the end of the connection',
    async () => (await world.api.status(world.clinicId)).body['connected'] === false,
  );
  const { rows: visits } = await world.pool.query<{ id: string }>(
    `select id from appointments where state = 'confirmed' order by created_at desc limit 1`,
  );
  const { clinicId } = world;
  const id = visits[0]?.id ?? '';
  expect((await world.api.call('POST', `/api/appointments/${id}/cancel`, { clinicId })).status).toBe(200);
  await until('the next try to be far away', async () => {
    const { rows } = await world.pool.query(
      `select from appointments where id = $1 and next_sync_at > now() + interval '2 minutes'`,
      [id],
    );
    return rows.length === 1;
  });
  expect(world.google.events(lara)).toHaveLength(before);

  const began = Date.now();
  await world.connectGoogle();
  await until('the event to be gone', () => world.google.events(lara).length === before - 1);
  expect(Date.now() - began).toBeLessThan(10_000);
}, 40_000);
