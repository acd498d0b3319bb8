import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bodyWithMessages,
  bodyWithStatuses,
  statusUpdate,
  textMessage,
} from '../../support/builders/meta-webhooks.ts';
import { bookedYesterday } from '../../support/product/booked-yesterday.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type StubAnswer } from '../../support/vendors/graph-stub.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';

let world: StaffedProduct;
/** What Meta does with the call during which the process is killed. */
let atTheKill: StubAnswer | undefined;

beforeAll(async () => {
  world = await startStaffedProduct({
    port: 26_901,
    context: { lembretes: { quando: '2 horas antes', silencio: false } },
    environment: { RETRY_UNKNOWN_AFTER_MS: '1500' },
    graph: await startGraphStub(() => {
      const fate = atTheKill;
      if (fate === undefined) return 'accept';
      atTheKill = undefined;
      world.product.child.kill('SIGKILL');
      return fate;
    }),
  });
  await world.pool.query(
    `update clinic_whatsapp_numbers set waba_id = 'waba-1', templates_due_at = now() + interval '1 day'`,
  );
  await world.pool.query(
    `insert into whatsapp_templates (clinic_id, waba_id, name, language, status, category, parameter_format, body)
     values ($1, 'waba-1', 'lembrete', 'pt_BR', 'APPROVED', 'UTILITY', 'named', 'Seu horário é {{data}}, às {{hora}}, aqui.')`,
    [world.clinicId],
  );
  await world.pool.query(
    `insert into template_uses (clinic_id, purpose, name, language, variables, buttons)
     values ($1, 'reminder', 'lembrete', 'pt_BR', '{"data": "date", "hora": "time"}', '[]')`,
    [world.clinicId],
  );
});
afterAll(() => world.close());

let people = 0;
/** Somebody who has just written, or whom the clinic knows by telephone only. */
async function aPatient(wrote: boolean) {
  people += 1;
  const phone = `551196671${String(people).padStart(4, '0')}`;
  const sent = () => world.graph.sent.filter(({ to }) => to === phone);
  if (wrote) {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const who = { from: phone, from_user_id: `BR.70${people}`, timestamp };
    await world.product.webhook(bodyWithMessages(textMessage({ ...who, body: 'Oi' })));
    await until('the answer', () => sent().length > 0);
  }
  const { contactId, conversationId } = await world.bia.openConversation({
    clinicId: world.clinicId,
    body: { phone },
  });
  const before = sent().length;
  return { contactId, conversationId, reminders: () => sent().slice(before) };
}

const visitOf = (patient: Awaited<ReturnType<typeof aPatient>>) =>
  bookedYesterday(world.pool, { clinicId: world.clinicId, serviceId: 'c1', ...patient });

/** The reminder in the book, and its message. */
const rowsOf = async (conversationId: string) => {
  const { rows } = await world.pool.query<{ status: string; is_open: boolean }>(
    `select message.status, message.next_attempt_at is not null as is_open
     from reminders as reminder
     join whatsapp_messages_improved as message on message.id = reminder.message_id
     where message.conversation_id = $1`,
    [conversationId],
  );
  return rows;
};

const killed = () =>
  until(
    'the end of the process',
    () => world.product.child.signalCode !== null || world.product.child.exitCode !== null,
  );
const windows = [
  ['free text', true],
  ['a template', false],
] as const;

describe('a process that is killed in the middle of sending a reminder', () => {
  test.each(windows)('that Meta took, as %s, tells the patient once', async (_, wrote) => {
    const patient = await aPatient(wrote);
    atTheKill = 'accept';
    await visitOf(patient);
    await killed();
    await world.restart();
    const [reminder] = patient.reminders();
    const status = { id: reminder?.wamid, biz_opaque_callback_data: reminder?.callbackData };
    await world.product.webhook(bodyWithStatuses(statusUpdate({ ...status, recipient_id: reminder?.to })));
    await until('the status', async () => (await rowsOf(patient.conversationId))[0]?.status === 'delivered');
    expect(await rowsOf(patient.conversationId)).toEqual([{ status: 'delivered', is_open: false }]);
    expect(patient.reminders()).toHaveLength(1);
  });

  test.each(windows)('that never came to Meta, as %s, tells the patient all the same', async (_, wrote) => {
    const patient = await aPatient(wrote);
    atTheKill = { status: 503, body: {} };
    await visitOf(patient);
    await killed();
    await world.restart();
    await until('the reminder', () => patient.reminders().length > 0);
    await until('its end', async () => (await rowsOf(patient.conversationId))[0]?.status === 'accepted');
    expect(patient.reminders()).toMatchObject([{ body: { type: wrote ? 'interactive' : 'template' } }]);
    expect(await rowsOf(patient.conversationId)).toEqual([{ status: 'accepted', is_open: false }]);
  });
});
