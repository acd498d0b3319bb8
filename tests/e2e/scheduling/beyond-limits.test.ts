import { afterAll, beforeAll, expect, test } from 'vitest';
import { lara } from '../../support/product/demo-calendars.ts';
import { demoContextWith, startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { nextDays } from '../../support/clinic-days.ts';

// A clinic that takes one visit a day: its people may take another one, patients may not.
const port = 23_381;
let world: DemoProduct;
let meta: DemoProduct['meta'];
let clinicId: string;
let api: DemoProduct['api'];

beforeAll(async () => {
  world = await startDemoProduct({ port, context: demoContextWith({ limite_diario: 1 }) });
  ({ meta, clinicId, api } = world);
  await world.connectGoogle();
  await world.chooseCalendars({ [lara]: 'lara' });
}, 60_000);
afterAll(() => world.close());

let keys = 0;
const book = (start: string, beyondLimits?: unknown) =>
  api.call(
    'POST',
    '/api/appointments',
    {
      ...{ clinicId, serviceId: 'consulta-dermato', professionalId: 'lara', start },
      ...(beyondLimits !== undefined && { beyondLimits }),
    },
    { 'idempotency-key': `beyond-${String((keys += 1))}` },
  );
const offered = async (): Promise<readonly string[]> => {
  const days = new URLSearchParams({
    clinicId,
    serviceId: 'consulta-dermato',
    ...nextDays(14),
  });
  const { body } = await api.call('GET', `/api/google/availability?${days.toString()}`);
  return (body['slots'] as { start: string }[]).map(({ start }) => new Date(start).toISOString());
};
/** As the phone's choices name it. */
const minuteOf = (start: string) => start.replaceAll(/[-:]/g, '').slice(0, 13);
const dayOf = (start: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date(start));

test('people of the clinic go beyond its limits when they name them, which is written down; patients do not', async () => {
  const free = await offered();
  const onDayOf = (day: string) => free.filter((start) => dayOf(start) === dayOf(day));
  // of the very next one there may be no more than its last hour left
  const first = free.find((start) => onDayOf(start).length > 3) ?? '';
  const sameDay = onDayOf(first);
  const second = sameDay.at(-1)!;
  expect(second).not.toBe(first);
  const phone = phoneOfAPatient(meta, '5511955590001', 'Joana');
  const services = await phone.write('Oi, quero marcar uma consulta');
  const when = await phone.tap(/dermatol/, services);
  const times = when.choices.some(({ id }) => id.startsWith('slot:'))
    ? when
    : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
  const seen = times.choices.find(({ id }) => sameDay.some((start) => id.includes(minuteOf(start))));
  expect(seen).toBeDefined();

  // the day's one visit
  const other = sameDay.find((start) => seen?.id.includes(minuteOf(start)) === false)!;
  expect((await book(other)).status).toBe(201);
  expect((await offered()).filter((start) => dayOf(start) === dayOf(first))).toEqual([]);

  // the patient's list is older than that
  const refused = await phone.tap(new RegExp(`^${seen?.title ?? ''}$`), times);
  expect(refused.text).not.toMatch(/Reservei/);

  // asked once
  const third = sameDay.findLast((start) => start !== other)!;
  const asked = await book(third);
  expect(asked.status).toBe(422);
  expect(asked.body).toMatchObject({
    code: 'scheduling.slot-not-offered',
    details: { limits: ['daily-limit'] },
  });
  expect((await book(third, ['minimum-notice'])).status).toBe(422);
  const beyond = await book(third, ['daily-limit']);
  expect(beyond.status).toBe(201);
  // never beyond what others have booked
  expect((await book(third, true)).body).toMatchObject({ code: 'scheduling.slot-taken' });

  const { body } = await api.call('GET', `/api/audit?clinicId=${clinicId}`);
  expect(body['items']).toContainEqual(
    expect.objectContaining({
      action: 'appointment.book',
      details: expect.objectContaining({
        appointmentId: beyond.body['id'],
        beyondLimits: ['daily-limit'],
      }) as unknown,
    }),
  );
}, 60_000);
