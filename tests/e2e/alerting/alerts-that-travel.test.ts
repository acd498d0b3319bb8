import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { isSigned, startAlertReceiver } from '../../support/vendors/alert-receiver.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { startMailServer } from '../../support/vendors/mail-server.ts';

// The alerts of an installation: to a webhook and to a mailbox, both named by its environment.
const port = 23_901;
const secret = 'a secret of the installation';
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let receiver: Awaited<ReturnType<typeof startAlertReceiver>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let product: Product;
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, { name: 'Clínica Aurora' });
  // a patient wrote to a number that nobody has registered, before anybody was there to look
  await pool.query(
    `insert into webhook_items (id, reason, item, dedupe_key, phone_number_id)
     values (gen_random_uuid(), 'number-unknown', $1, gen_random_uuid(), '900000000000999')`,
    [JSON.stringify({ kind: 'message', text: 'Sou a Dona Maria, 5511999990000' })],
  );
  graph = await startGraphStub();
  receiver = await startAlertReceiver();
  mail = await startMailServer({ password: 'senha-do-correio' });
  product = await startProduct({
    ...{ databaseUrl: database.url, graphUrl: graph.url, port },
    environment: {
      PUBLIC_URL: 'https://atende.example.com',
      ALERT_WEBHOOK_URL: receiver.url,
      ALERT_WEBHOOK_SECRET: secret,
      ALERT_EMAIL_TO: 'plantao@example.com',
      ALERT_EMAIL_FROM: 'Atende <avisos@example.com>',
      SMTP_URL: mail.url.replace('//', '//atende:senha-do-correio@'),
      ALERT_RETRY_BASE_MS: '50',
      POLL_MS: '50',
    },
  });
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await receiver.close();
  await mail.close();
  await pool.end();
  await database.drop();
});

const openAlert = async (kind: string, clinic: string | null = clinicId) => {
  const { rows } = await pool.query<{ id: string }>(
    `insert into alerts (id, clinic_id, kind, subject, message)
     values (gen_random_uuid(), $1, $2, gen_random_uuid()::text, 'Meta said: Dona Maria 5511999990000') returning id`,
    [clinic, kind],
  );
  return rows[0]!.id;
};
const resolveAlert = (id: string) => pool.query('update alerts set resolved_at = now() where id = $1', [id]);
const webhooksOf = (kind: string) => receiver.received.filter(({ body }) => body.kind === kind);
const eventsOf = (kind: string) => webhooksOf(kind).map(({ body }) => body.event);
const mailsAbout = (words: string) => mail.received.filter(({ subject }) => subject.includes(words));

test('messages to an unknown number reach whoever runs the installation, signed, with what to do', async () => {
  await until(
    'the webhook and the mail',
    () => eventsOf('number-unknown').length > 0 && mailsAbout('número').length > 0,
  );
  const [told] = webhooksOf('number-unknown');
  expect(isSigned(told!, secret)).toBe(true);
  expect(isSigned(told!, 'another secret')).toBe(false);
  expect(told!.body).toMatchObject({
    id: told!.deliveryId,
    event: 'alert.opened',
    urgency: 'now',
    url: 'https://atende.example.com/console/plataforma/alertas',
  });
  expect(told!.body.text).toContain('Cadastre o número na clínica certa');
  const [letter] = mailsAbout('número');
  expect(letter).toMatchObject({
    from: 'avisos@example.com',
    to: ['plantao@example.com'],
    subject: 'Chegaram mensagens para um número que nenhuma clínica tem',
  });
  expect(letter!.text).toContain('https://atende.example.com/console/plataforma/alertas');
  expect(letter!.messageId).toBe(`<${letter!.deliveryId}@example.com>`);
});

test('an alert of a clinic that its operator has to mend is told once when it begins and once when it ends', async () => {
  const id = await openAlert('sends-stopped');
  await until('the beginning', () => eventsOf('sends-stopped').length > 0);
  await until('the mail', () => mailsAbout('WhatsApp').length > 0);
  expect(webhooksOf('sends-stopped')[0]!.body).toMatchObject({
    url: `https://atende.example.com/console/c/${clinicId}/alertas`,
    clinic: { id: clinicId, name: 'Clínica Aurora' },
  });
  await resolveAlert(id);
  await until('the end', () => eventsOf('sends-stopped').length > 1);
  await until('the mail of the end', () => mailsAbout('Resolvido').length > 0);
  expect(eventsOf('sends-stopped')).toEqual(['alert.opened', 'alert.resolved']);
  expect(mailsAbout('WhatsApp').map(({ subject }) => subject)).toEqual([
    'Um número da clínica está parado no WhatsApp (Clínica Aurora)',
    'Resolvido: Um número da clínica está parado no WhatsApp (Clínica Aurora)',
  ]);
});

test('a receiver that fails is tried again under the same delivery', async () => {
  receiver.answerWith(503);
  await openAlert('encryption-key-missing', null);
  await until('two attempts', () => webhooksOf('encryption-key-missing').length >= 2);
  receiver.answerWith(204);
  const tried = webhooksOf('encryption-key-missing').length;
  await until('one more', () => webhooksOf('encryption-key-missing').length > tried);
  expect(new Set(webhooksOf('encryption-key-missing').map(({ deliveryId }) => deliveryId)).size).toBe(1);
  await until('the mail', () => mailsAbout('Falta uma chave').length > 0);
  expect(mailsAbout('Falta uma chave')).toHaveLength(1);
});

test('a webhook that stays dead becomes an alert, which goes to the mailbox and not to the webhook itself', async () => {
  receiver.answerWith(500);
  await openAlert('google-client-refused', null);
  await until('the mail about the webhook', () => mailsAbout('Um destino dos avisos').length > 0);
  receiver.answerWith(204);
  await until('the mail about its return', () => mailsAbout('Um destino dos avisos').length > 1);
  expect(mailsAbout('Um destino dos avisos').map(({ subject }) => subject)).toEqual([
    'Um destino dos avisos não recebe nada',
    'Resolvido: Um destino dos avisos não recebe nada',
  ]);
  expect(eventsOf('alerts-undelivered')).toEqual([]);
});

test('nothing that goes out, or is logged about it, tells of a patient or shows a secret', () => {
  const out = [
    ...receiver.received.map(({ raw }) => raw),
    ...mail.received.flatMap(({ raw, text }) => [raw, text]),
  ];
  expect(out.length).toBeGreaterThan(8);
  for (const text of [...out, product.log()])
    expect(text).not.toMatch(/Maria|5511999990000|senha-do|a secret of/);
});
