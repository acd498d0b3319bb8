import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIn } from '../../support/database/everything.ts';
import { lara, otavio } from '../../support/product/demo-calendars.ts';
import { startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';
import { nextDays } from '../../support/clinic-days.ts';

// The whole way, as people go it: connect Google, choose calendars, book on the phone, look into the calendar.
const port = 23_365;
let world: DemoProduct;
let pool: DemoProduct['pool'];
let meta: DemoProduct['meta'];
let google: DemoProduct['google'];
let product: DemoProduct['product'];
let clinicId: string;
let api: DemoProduct['api'];

beforeAll(async () => {
  world = await startDemoProduct({ port });
  ({ pool, meta, google, product, clinicId, api } = world);
}, 60_000);
afterAll(() => world.close());

let patients = 0;
const aPatient = (name: string) =>
  phoneOfAPatient(meta, `5511955570${String((patients += 1)).padStart(3, '0')}`, name);

/** From "hello" to the list of real times for a consultation with Dra. Lara. */
async function timesFor(phone: ReturnType<typeof aPatient>) {
  const services = await phone.write('Oi, quero marcar uma consulta');
  const when = await phone.tap(/dermatol/, services);
  const times = when.choices.some(({ id }) => id.startsWith('slot:'))
    ? when
    : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
  return { times, slots: times.choices.filter(({ id }) => id.startsWith('slot:')) };
}

describe('a clinic that connects its calendar', () => {
  test('is only written a wish before', async () => {
    const phone = aPatient('Rosa');
    const services = await phone.write('Oi, quero marcar uma consulta');
    const when = await phone.tap(/dermatol/, services);
    expect(when.choices.filter(({ id }) => id.startsWith('slot:'))).toEqual([]);
  });

  test('connects, picks two calendars, and sees what a patient books on the phone', async () => {
    await world.connectGoogle();
    expect((await api.status(clinicId)).body).toMatchObject({ connected: true, valid: true });
    const associated = await world.chooseCalendars({ [lara]: 'lara', [otavio]: 'otavio' });
    expect(associated.status).toBe(200);

    const phone = aPatient('Marina');
    const { times, slots } = await timesFor(phone);
    expect(slots.length).toBeGreaterThan(2);
    const held = await phone.tap(new RegExp(`^${slots[1]?.title ?? ''}$`), times);
    expect(held.text).toMatch(/Reservei .*10 minutos/);
    expect(google.events(lara)).toEqual([]);
    const confirmed = await phone.tap(/^Confirmar/, held);
    expect(confirmed.text).toMatch(/Horário confirmado/);

    const [event] = google.events(lara);
    expect(google.events(lara)).toHaveLength(1);
    expect(google.events(otavio)).toEqual([]);
    expect(JSON.stringify(event)).not.toMatch(/Marina|55119555/);
    const { rows } = await pool.query<{ state: string; starts_at: Date }>(
      'select state, starts_at from appointments where clinic_id = $1',
      [clinicId],
    );
    expect(rows).toMatchObject([{ state: 'confirmed' }]);
    expect(new Date(event?.start?.dateTime ?? 0)).toEqual(rows[0]?.starts_at);
  });

  test('keeps a time that somebody blocked in the calendar off the phone', async () => {
    const { slots } = await timesFor(aPatient('João'));
    const [free] = slots;
    const days = new URLSearchParams({
      clinicId,
      serviceId: 'consulta-dermato',
      ...nextDays(14),
    });
    const { body } = await api.call('GET', `/api/google/availability?${days.toString()}`);
    const from = new Date((body['slots'] as { start: string }[])[0]?.start ?? '');
    google.addEvent(lara, {
      id: 'blocked12345',
      summary: 'Quimioterapia de Anselmo',
      description: 'Anselmo pediu sigilo',
      start: { dateTime: from.toISOString() },
      end: { dateTime: new Date(from.getTime() + 1_800_000).toISOString() },
    });
    const { slots: left } = await timesFor(aPatient('Cecília'));
    expect(left.map(({ title }) => title)).not.toContain(free?.title);
    expect(left.length).toBeGreaterThan(0);
  });

  test('and what somebody wrote there is read by nobody: not stored, not said, not logged', async () => {
    const readings = async () => {
      const { rows } = await pool.query<{ count: number }>(
        'select coalesce(sum(lease_token), 0)::integer as count from calendar_feeds',
      );
      return rows[0]?.count ?? 0;
    };
    const before = await readings();
    await pool.query('update calendar_feeds set next_read_at = now()');
    await until('the changes to be read', async () => (await readings()) >= before + 2);
    const phone = aPatient('Lúcia');
    const { times } = await timesFor(phone);
    expect(JSON.stringify([times, await phone.texts()])).not.toMatch(/Anselmo|Quimio/);
    expect((await everythingIn(pool)).filter((line) => /Anselmo|Quimio/.test(line))).toEqual([]);
    expect(product.log()).not.toMatch(/Anselmo|Quimio/);
  });

  test('offers another time when the chosen one was taken meanwhile', async () => {
    const [fast, slow] = [aPatient('Rafael'), aPatient('Beatriz')];
    const [first, second] = [await timesFor(fast), await timesFor(slow)];
    const title = new RegExp(`^${first.slots[0]?.title ?? ''}$`);
    const held = await fast.tap(title, first.times);
    const refused = await slow.tap(title, second.times);
    expect(refused.text).not.toMatch(/Reservei/);
    expect(refused.choices.some(({ id }) => id.startsWith('slot:'))).toBe(true);
    expect((await fast.tap(/^Confirmar/, held)).text).toMatch(/Horário confirmado/);
  });

  test('frees the time again when the patient cancels', async () => {
    const phone = aPatient('Otávio');
    const { times, slots } = await timesFor(phone);
    const before = google.events(lara).length;
    const held = await phone.tap(new RegExp(`^${slots[0]?.title ?? ''}$`), times);
    const confirmed = await phone.tap(/^Confirmar/, held);
    const asked = await phone.tap(/^Cancelar/, confirmed);
    const done = asked.choices.length > 0 ? await phone.tap(/[Ss]im|[Cc]ancelar/, asked) : asked;
    expect(done.text).toMatch(/cancel/i);
    await until('the event to be gone', () => google.events(lara).length === before);
    // in the figures of the clinic, in the hour in which it happened
    const { body } = await api.call('GET', `/api/clinics/${clinicId}/metrics`);
    expect(body).toMatchObject({ period: '24h', timeZone: 'America/Sao_Paulo', bookings: 3, freedTimes: 1 });
    const points = body['points'] as { start: string; freedTimes: number; bookings: number }[];
    expect(points).toHaveLength(24);
    expect(points[0]?.start).toBe(body['from']);
    expect(points.slice(-2).reduce((sum, { freedTimes }) => sum + freedTimes, 0)).toBe(1);
    expect(points.reduce((sum, { bookings }) => sum + bookings, 0)).toBe(3);
    const days = await api.call('GET', `/api/clinics/${clinicId}/metrics?period=90d`);
    expect(days.body['points']).toHaveLength(90);
    expect(days.body).toMatchObject({ bookings: 3, freedTimes: 1 });
  });

  test('says so everywhere when it is disconnected', async () => {
    expect((await api.disconnect(clinicId)).status).toBe(200);
    await until('the end of the connection', async () => {
      const { body } = await api.status(clinicId);
      return body['connected'] === false;
    });
    const phone = aPatient('Nina');
    const services = await phone.write('Oi, quero marcar uma consulta');
    const when = await phone.tap(/dermatol/, services);
    expect(when.choices.filter(({ id }) => id.startsWith('slot:'))).toEqual([]);
    const { rows } = await pool.query(
      `select kind from alerts where clinic_id = $1 and resolved_at is null`,
      [clinicId],
    );
    expect(rows).toContainEqual({ kind: 'google-disconnected' });
  });

  test('and its log has ids, counts and words of ours, nobody’s name, number or address', () => {
    const lines = product.log().split('\n');
    const saying = (words: RegExp) => lines.filter((line) => words.test(line));
    expect(saying(/appointment confirmed/)).not.toEqual([]);
    expect(saying(/5511955570|Marina|Rafael|@/)).toEqual([]);
    // whatever is logged has been thought about
    expect(saying(/"unlisted"|\[not logged\]/)).toEqual([]);
  });
});
