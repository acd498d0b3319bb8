import { afterAll, beforeAll, expect, test } from 'vitest';
import { lara } from '../../support/product/demo-calendars.ts';
import { demoContextWith, startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';

// What stands in Google is what the clinic has chosen, and whoever is erased is not named there, past or to come.
const port = 23_376;
let world: DemoProduct;
let pool: DemoProduct['pool'];
let meta: DemoProduct['meta'];
let google: DemoProduct['google'];
let clinicId: string;
let api: DemoProduct['api'];

const choosing = (evento_no_google: string) => demoContextWith({ evento_no_google });

beforeAll(async () => {
  world = await startDemoProduct({ port, context: choosing('nome e telefone') });
  ({ pool, meta, google, clinicId, api } = world);
}, 60_000);
afterAll(() => world.close());

const titles = () => google.events(lara).map(({ summary }) => summary);
const inWork = async () => {
  const { body } = await api.call('GET', `/api/google/event-texts?clinicId=${clinicId}`);
  return body['inWork'] as readonly Record<string, unknown>[];
};

test('an event says what the clinic has chosen, and follows when it chooses again', async () => {
  await world.connectGoogle();
  await world.chooseCalendars({ [lara]: 'lara' });
  const phone = phoneOfAPatient(meta, '5511955580001', 'Marina Duarte');
  const services = await phone.write('Oi, quero marcar uma consulta');
  const when = await phone.tap(/dermatol/, services);
  const times = when.choices.some(({ id }) => id.startsWith('slot:'))
    ? when
    : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
  const slot = times.choices.find(({ id }) => id.startsWith('slot:'));
  const held = await phone.tap(new RegExp(`^${slot?.title ?? ''}$`), times);
  expect((await phone.tap(/^Confirmar/, held)).text).toMatch(/Horário confirmado/);
  expect(titles()).toEqual([expect.stringMatching(/^Marina Duarte, \+5511955580001: .*\(Atende\)$/)]);

  const { body } = await api.call('GET', `/api/clinics/${clinicId}/context`);
  const context = { document: choosing('primeiro nome') };
  const saved = await api.call('PUT', `/api/clinics/${clinicId}/context`, context, {
    'if-match': `"${String(body['version'])}"`,
  });
  expect(saved.status).toBe(200);
  await until('the first name only', () => (titles()[0] ?? '').startsWith('Marina: '));
}, 60_000);

test('who is erased is not named in Google, or listed there until it is so', async () => {
  // the visit is long over; its event stays in the calendar
  await pool.query(
    `update appointments
     set starts_at = starts_at - interval '60 days', ends_at = ends_at - interval '60 days',
       during = tstzrange(lower(during) - interval '60 days', upper(during) - interval '60 days')
     where clinic_id = $1`,
    [clinicId],
  );
  const search = { phone: '+5511955580001' };
  const { body } = await api.call('POST', `/api/clinics/${clinicId}/patients/search`, search);
  const [{ contactId }] = body['items'] as [{ contactId: string }];
  const file = await api.call('POST', `/api/clinics/${clinicId}/patients/${contactId}/export`);
  expect(file.body).toMatchObject({
    appointments: [{ calendarEvents: [{ calendarId: lara, shows: 'first-name' }] }],
  });
  await api.disconnect(clinicId);
  await until(
    'the end of the connection',
    async () => (await api.status(clinicId)).body['connected'] === false,
  );
  const erased = await api.call(
    'POST',
    `/api/clinics/${clinicId}/patients/${contactId}/erasures`,
    undefined,
    {
      'idempotency-key': 'erase-1',
    },
  );
  expect(erased.status).toBe(201);
  await until('the failed try', async () => (await inWork())[0]?.['failure'] !== undefined);
  expect(await inWork()).toMatchObject([{ calendarId: lara, isErased: true, failure: 'not-connected' }]);
  const alerts = await api.call('GET', `/api/alerts?clinicId=${clinicId}`);
  expect(JSON.stringify(alerts.body)).toContain('calendar-shows-erased');
  expect(titles()[0]).toMatch(/Marina/);

  await world.connectGoogle();
  await until('nobody’s name', () => !(titles()[0] ?? 'Marina').includes('Marina'));
  expect(titles()).toHaveLength(1);
  await until('an empty list', async () => (await inWork()).length === 0);
}, 60_000);
