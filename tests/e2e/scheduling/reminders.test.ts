import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { bookedYesterday } from '../../support/product/booked-yesterday.ts';
import { lara } from '../../support/product/demo-calendars.ts';
import { startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';
import { nextDays } from '../../support/clinic-days.ts';

// From the booking over HTTP to the reminder on the phone, and from the tap back into the book.
const port = 23_521;
let world: DemoProduct;
let pool: DemoProduct['pool'];
let meta: DemoProduct['meta'];
let product: DemoProduct['product'];
let clinicId: string;
let api: DemoProduct['api'];

const saysOfReminders = (lembretes: unknown) =>
  pool.query(
    `update clinics set contextualization_json = jsonb_set(contextualization_json::jsonb, '{lembretes}', $2)
     where id = $1`,
    [clinicId, JSON.stringify(lembretes)],
  );

beforeAll(async () => {
  world = await startDemoProduct({ port });
  ({ pool, meta, product, clinicId, api } = world);
  await pool.query('update clinic_whatsapp_numbers set waba_id = $2 where clinic_id = $1', [
    clinicId,
    demoClinic.wabaId,
  ]);
  await saysOfReminders({ quando: '2 horas antes', silencio: false });
  await world.connectGoogle();
  await world.chooseCalendars({ [lara]: 'lara' });
}, 60_000);
afterAll(() => world.close());

let people = 0;
const nextPhone = () => `5511966610${String((people += 1)).padStart(3, '0')}`;

/** Somebody who has just written, or whom the clinic knows by telephone only. */
async function aPatient(wrote: boolean) {
  const number = nextPhone();
  const opened = await api.call('POST', `/api/clinics/${clinicId}/contacts`, {
    phone: number,
    name: 'Marina Alves',
  });
  const { contactId, conversationId } = opened.body as { contactId: string; conversationId: string };
  const phone = phoneOfAPatient(meta, number, 'Marina');
  if (wrote) await phone.write('Oi');
  return { number, phone, contactId, conversationId };
}
type Patient = Awaited<ReturnType<typeof aPatient>>;

const visitOf = ({ contactId, conversationId }: Patient) =>
  bookedYesterday(pool, { clinicId, serviceId: 'consulta-dermato', contactId, conversationId });
const optedOut = async ({ conversationId }: Patient) => {
  const { body } = await api.call('GET', `/api/clinics/${clinicId}/conversations/${conversationId}`);
  return (body['contact'] as { optedOut?: object }).optedOut;
};
let taps = 0;
/** Signed by Meta, as WhatsApp tells it. */
async function tapsInWhatsApp({ number }: Patient, value: 'stop' | 'resume'): Promise<void> {
  const { whatsappNumber: display_phone_number, phoneNumberId: phone_number_id, wabaId } = demoClinic;
  const timestamp = Math.floor(Date.now() / 1_000) - 10 + (taps += 1);
  const detail = `User requested to ${value} marketing messages`;
  const preference = { wa_id: number, detail, category: 'marketing_messages', value, timestamp };
  const metadata = { display_phone_number, phone_number_id };
  const change = {
    messaging_product: 'whatsapp',
    metadata,
    contacts: [{ wa_id: number, profile: { name: 'Marina' } }],
    user_preferences: [preference],
  };
  const entry = [{ id: wabaId, changes: [{ field: 'user_preferences', value: change }] }];
  const answer = await product.webhook({ object: 'whatsapp_business_account', entry });
  expect(answer.status).toBe(200);
}
const appointment = async (id: string) =>
  (await api.call('GET', `/api/appointments/${id}?clinicId=${clinicId}`)).body;
const unconfirmed = async () => {
  const days = new URLSearchParams({
    clinicId,
    from: new Date().toISOString(),
    to: new Date(Date.now() + 20 * 86_400_000).toISOString(),
  });
  const { body } = await api.call('GET', `/api/reminders/unconfirmed?${days.toString()}`);
  return body['items'] as {
    id: string;
    reminders: { rule: string; skipped?: string; messageId?: string }[];
  }[];
};
const reminders = async (visit: string) => (await unconfirmed()).find(({ id }) => id === visit)?.reminders;

describe('a patient who has a visit', () => {
  test('that was booked over the API is reminded in the open window, and confirms by a tap', async () => {
    const patient = await aPatient(true);
    const days = new URLSearchParams({
      clinicId,
      serviceId: 'consulta-dermato',
      ...nextDays(14),
    });
    const { body } = await api.call('GET', `/api/google/availability?${days.toString()}`);
    const [{ start } = { start: '' }] = body['slots'] as { start: string }[];
    const { contactId, conversationId } = patient;
    const booked = await api.call(
      'POST',
      '/api/appointments',
      { clinicId, serviceId: 'consulta-dermato', professionalId: 'lara', start, contactId, conversationId },
      { 'idempotency-key': 'visit-1' },
    );
    expect(booked.status).toBe(201);
    expect(booked.body).toMatchObject({ patientNotice: { how: 'message' } });
    const id = String(booked.body['id']);
    expect((await patient.phone.hear()).text).toMatch(/Horário confirmado/);
    expect(await reminders(id)).toEqual([]);

    // the time has come: booked yesterday, and reminded now
    await pool.query("update appointments set created_at = created_at - interval '1 day' where id = $1", [
      id,
    ]);
    const minutes = Math.ceil((new Date(start).getTime() - Date.now()) / 60_000);
    await saysOfReminders({ quando: ['2 horas antes', `${minutes} minutos antes`], silencio: false });
    const reminder = await patient.phone.hear();
    expect(reminder.text).toMatch(/lembrar do seu horário/);
    expect(reminder.choices.map(({ title }) => title)).toEqual(['Confirmar', 'Remarcar', 'Cancelar']);
    expect(await reminders(id)).toMatchObject([{ rule: `minutes:${minutes}` }]);

    expect((await patient.phone.tap(/^Confirmar/, reminder)).text).toMatch(/Presença confirmada/);
    expect((await appointment(id))['attendanceConfirmedAt']).toEqual(expect.any(String));
    expect(await reminders(id)).toBeUndefined();
    await saysOfReminders({ quando: '2 horas antes', silencio: false });
  });

  test('is not reminded outside of the window where the clinic has no template; the clinic is told', async () => {
    const visit = await visitOf(await aPatient(false));
    await until('the decision', async () => ((await reminders(visit)) ?? []).length > 0);
    expect(await reminders(visit)).toMatchObject([{ rule: 'minutes:120', skipped: 'no-template' }]);
    const { rows } = await pool.query(
      "select kind, subject from alerts where clinic_id = $1 and kind = 'template-unusable' and resolved_at is null",
      [clinicId],
    );
    expect(rows).toEqual([{ kind: 'template-unusable', subject: 'reminder' }]);
  });

  test('is reminded by template outside of the window, and confirms by a tap', async () => {
    await api.call('POST', `/api/clinics/${clinicId}/templates/proposed`);
    await until('Meta’s review', async () => {
      const { body } = await api.call('GET', `/api/clinics/${clinicId}/templates`);
      return (body['templates'] as { usable: boolean }[]).every(({ usable }) => usable);
    });
    const patient = await aPatient(false);
    const visit = await visitOf(patient);
    const reminder = await patient.phone.hear();
    expect(reminder.text).toMatch(/^Olá, Marina\. Lembramos do seu horário/);
    expect(reminder.choices.map(({ title }) => title)).toEqual(['Confirmar', 'Remarcar', 'Cancelar']);
    expect((await patient.phone.tap(/^Confirmar/, reminder)).text).toMatch(/Presença confirmada/);
    expect((await appointment(visit))['attendanceConfirmedAt']).toEqual(expect.any(String));
  });

  test('and who is moved over the API is told by template, and whoever moves them learns so', async () => {
    const { phone, contactId, conversationId } = await aPatient(false);
    const days = new URLSearchParams({ clinicId, serviceId: 'consulta-dermato', ...nextDays(14) });
    const { body } = await api.call('GET', `/api/google/availability?${days.toString()}`);
    const slots = body['slots'] as { start: string }[];
    const visit = { clinicId, serviceId: 'consulta-dermato', professionalId: 'lara' };
    const booked = await api.call(
      'POST',
      '/api/appointments',
      { ...visit, start: slots[4]?.start, contactId, conversationId },
      { 'idempotency-key': 'to-move' },
    );
    expect(booked.body).toMatchObject({ patientNotice: { how: 'template' } });
    expect((await phone.hear()).text).toMatch(/confirmad/i);
    const moved = await api.call(
      'POST',
      `/api/appointments/${String(booked.body['id'])}/reschedule`,
      { clinicId, start: slots.at(-1)?.start },
      { 'idempotency-key': 'moved' },
    );
    expect(moved.body).toMatchObject({ patientNotice: { how: 'template' } });
    const heard = await phone.hear();
    expect(heard.text).toMatch(/mudou|remarcad|novo horário/i);
  });

  test('is not reminded by a template that Meta has rejected, and the next one is when it is approved again', async () => {
    const asMeta = (body: object) =>
      fetch(`${meta.phoneUrl}_twin/templates`, {
        method: 'POST',
        body: JSON.stringify({ name: 'atende_reminder', ...body }),
      });
    const alerts = async () => {
      const { body } = await api.call('GET', `/api/alerts?clinicId=${clinicId}`);
      const items = body['items'] as { kind: string; message: string }[];
      return items.flatMap(({ kind, message }) => (kind === 'template-unusable' ? [message] : []));
    };
    await asMeta({ status: 'REJECTED', reason: 'PROMOTIONAL' });
    await until('the alert', async () => (await alerts()).length > 0);
    const untold = await aPatient(false);
    const visit = await visitOf(untold);
    await until('the decision', async () => ((await reminders(visit)) ?? []).length > 0);
    expect(await reminders(visit)).toMatchObject([{ rule: 'minutes:120', skipped: 'no-template' }]);
    expect(await alerts()).toEqual([
      expect.stringMatching(/A Meta recusou.*Motivo: o texto parece propaganda/),
    ]);
    await asMeta({ status: 'APPROVED' });
    await until('the end of the alert', async () => (await alerts()).length === 0);
    const told = await aPatient(false);
    await visitOf(told);
    expect((await told.phone.hear()).text).toMatch(/Lembramos do seu horário/);
    expect(await untold.phone.texts()).toEqual([]);
  });

  test.each([
    ['in the open window', true],
    ['by template', false],
  ])('and was reminded %s may answer by the number of a button', async (_, wrote) => {
    const patient = await aPatient(wrote);
    const visit = await visitOf(patient);
    expect((await patient.phone.hear()).choices[0]?.title).toBe('Confirmar');
    expect((await patient.phone.write('1')).text).toMatch(/Presença confirmada/);
    expect((await appointment(visit))['attendanceConfirmedAt']).toEqual(expect.any(String));
  });

  test('is reminded whoever holds the conversation', async () => {
    const patient = await aPatient(true);
    const taken = await api.call(
      'POST',
      `/api/clinics/${clinicId}/conversations/${patient.conversationId}/take-over`,
    );
    expect(taken.status).toBe(200);
    await visitOf(patient);
    expect((await patient.phone.hear()).text).toMatch(/lembrar do seu horário/);
  });

  test('is not reminded after "parar", is answered all the same, and is reminded again after "voltar"', async () => {
    const patient = await aPatient(false);
    expect((await patient.phone.write('Parar')).text).toMatch(/Não enviaremos mais.*escreva \*voltar\*/s);
    expect(await optedOut(patient)).toEqual({ at: expect.any(String) as string, by: 'message' });
    const visit = await visitOf(patient);
    await until('the decision', async () => ((await reminders(visit)) ?? []).length > 0);
    expect(await reminders(visit)).toMatchObject([{ rule: 'minutes:120', skipped: 'opted-out' }]);

    expect((await patient.phone.write('Qual o endereço de vocês?')).text).not.toBe('');
    const cancelled = await api.call('POST', `/api/appointments/${visit}/cancel`, { clinicId });
    expect(cancelled.status).toBe(200);
    await until('the notice', async () => /cancel/i.test((await patient.phone.texts()).at(-1) ?? ''));

    await patient.phone.say('voltar');
    await until(
      'the confirmation',
      async () => (await patient.phone.texts()).at(-1)?.includes('volta a receber') === true,
    );
    expect(await optedOut(patient)).toBeUndefined();
    await visitOf(patient);
    await until(
      'the reminder',
      async () => (await patient.phone.texts()).at(-1)?.includes('lembrar do seu') === true,
    );
  });

  test('is not reminded after a tap on "stop" in WhatsApp, nor written to by template, until "resume"', async () => {
    const patient = await aPatient(false);
    await tapsInWhatsApp(patient, 'stop');
    const visit = await visitOf(patient);
    await until('the decision', async () => ((await reminders(visit)) ?? []).length > 0);
    expect(await reminders(visit)).toMatchObject([{ skipped: 'opted-out' }]);
    const path = `/api/clinics/${clinicId}/conversations/${patient.conversationId}/messages`;
    const first = { text: 'Olá, Marina!', orTemplate: true };
    const refused = await api.call('POST', path, first);
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain('conversation.contact-opted-out');
    await tapsInWhatsApp(patient, 'resume');
    expect((await api.call('POST', path, first)).status).toBe(201);
  });

  test('that is cancelled in time is not reminded', async () => {
    const patient = await aPatient(true);
    const visit = await visitOf(patient);
    await patient.phone.hear();
    // another time of the same visit, moved there and then cancelled: nothing more about either
    await pool.query(
      `update appointments set starts_at = starts_at + interval '1 min', ends_at = ends_at + interval '1 min',
         during = tstzrange(starts_at + interval '1 min', ends_at + interval '1 min'), state = 'cancelled'
       where id = $1`,
      [visit],
    );
    const other = await aPatient(true);
    await visitOf(other);
    await other.phone.hear();
    expect((await patient.phone.texts()).filter((text) => text.includes('lembrar'))).toHaveLength(1);
  });
});

test('a reminder that waited while the number was stopped goes to nobody who has confirmed or opted out meanwhile', async () => {
  const stop = (until: string) =>
    pool.query(
      `update clinic_whatsapp_numbers
       set sends_stopped_until = ${until}, sends_stopped_count = case when ${until} is null then 0 else 1 end,
         sends_stopped_by = 'news', sends_stopped_at = now()
       where clinic_id = $1`,
      [clinicId],
    );
  const [confirms, leaves] = [await aPatient(true), await aPatient(true)];
  await stop(`now() + interval '1 hour'`);
  const [first, second] = [await visitOf(confirms), await visitOf(leaves)];
  const messageOf = async (visit: string) => {
    const { rows } = await pool.query<{ status: string; error_code: string | null }>(
      `select m.status, m.error_code
       from reminders as r
       join whatsapp_messages_improved as m on m.clinic_id = r.clinic_id and m.id = r.message_id
       where r.appointment_id = $1`,
      [visit],
    );
    return rows[0];
  };
  for (const visit of [first, second])
    await until('the queued reminder', async () => (await messageOf(visit))?.status === 'queued');
  await pool.query('update appointments set attendance_confirmed_at = now() where id = $1', [first]);
  await tapsInWhatsApp(leaves, 'stop');
  await until('the opt-out', async () => (await optedOut(leaves)) !== undefined);
  await stop('null::timestamptz');
  for (const [visit, code] of [
    [first, 'already-confirmed'],
    [second, 'opted-out'],
  ] as const) {
    await until('the end of the reminder', async () => (await messageOf(visit))?.status === 'cancelled');
    expect(await messageOf(visit)).toEqual({ status: 'cancelled', error_code: code });
  }
});
