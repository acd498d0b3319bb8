import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub, type StubAnswer } from '../../support/vendors/graph-stub.ts';
import {
  bodyWithMessages,
  bodyWithStatuses,
  messagesChange,
  statusUpdate,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

const port = 23_201;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let clinicId: string;
let meta: () => StubAnswer = () => 'accept';

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  graph = await startGraphStub(() => meta());
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    environment: {
      RETRY_BASE_MS: '50',
      RETRY_UNKNOWN_AFTER_MS: '1500',
      LOG_LEVEL: 'debug',
      // the messages of one webhook may be stored by two statements, and a busy machine pauses between them
      TURN_DEBOUNCE_MS: '250',
      TURN_CAP_MS: '1000',
    },
  });
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

beforeEach(() => {
  meta = () => 'accept';
});

let people = 0;
/** Somebody new, so that tests do not meet in one conversation. */
const somebody = () => {
  people += 1;
  return {
    from: `551195556${String(people).padStart(4, '0')}`,
    from_user_id: `BR.77${String(people).padStart(6, '0')}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
};
const sentTo = (phone: string) => graph.sent.filter(({ to }) => to === phone);
const outbound = async (phone: string) => {
  const { rows } = await pool.query<{
    status: string;
    error_class: string | null;
    error_code: string | null;
  }>(
    `select message.status, message.error_class, message.error_code
     from whatsapp_messages_improved as message
     join whatsapp_conversations_improved as conversation on conversation.id = message.conversation_id
     join contact_identities as identity on identity.contact_id = conversation.contact_id and identity.value = $1
     where message.direction = 'outbound' and identity.kind = 'wa_id'
     order by message.created_at`,
    [phone],
  );
  return rows;
};

describe('a patient', () => {
  test('who writes gets one answer for all messages of the moment, and sees that they were read', async () => {
    const who = somebody();
    const first = textMessage({ ...who, body: 'Oi' });
    const second = textMessage({ ...who, body: 'quanto custa a consulta?' });
    await product.webhook(bodyWithMessages(first, second));
    await until('the answer', () => sentTo(who.from).length > 0);
    expect(JSON.stringify(sentTo(who.from)[0]?.body)).toContain('200,00');
    await until('the read receipt', () => graph.read.includes(String(second['id'])));
    const { rows } = await pool.query(
      'select distinct turn_id from whatsapp_messages_improved where meta_message_id = any($1)',
      [[first['id'], second['id']]],
    );
    expect(rows).toHaveLength(1);
    expect(sentTo(who.from)).toHaveLength(1);
  });

  test('is not answered twice when Meta delivers the message again', async () => {
    const who = somebody();
    const body = bodyWithMessages(textMessage({ ...who, body: 'Qual o endereço?' }));
    await Promise.all([product.webhook(body), product.webhook(body), product.webhook(body)]);
    await until('the answer', () => sentTo(who.from).length === 1);
    await product.webhook(body);
    const other = somebody();
    await product.webhook(bodyWithMessages(textMessage({ ...other, body: 'Oi' })));
    await until('the answer to a later message', () => sentTo(other.from).length === 1);
    expect(sentTo(who.from)).toHaveLength(1);
  });

  test('whose thread is somebody else’s, or whom staff answered, hears nothing from the assistant', async () => {
    const [standby, staffed, marker] = [somebody(), somebody(), somebody()];
    await product.webhook(
      webhookBody(
        messagesChange({ standby: { messages: [textMessage({ ...standby, body: 'Oi' })] } }, 'standby'),
        messagesChange(
          {
            message_echoes: [
              {
                from: '551133330000',
                to: staffed.from,
                id: 'wamid.ECHO1',
                timestamp: staffed.timestamp,
                type: 'text',
                text: { body: 'Já te atendo' },
              },
            ],
          },
          'smb_message_echoes',
        ),
      ),
    );
    await product.webhook(
      bodyWithMessages(textMessage({ from: staffed.from, timestamp: staffed.timestamp, body: 'obrigada' })),
    );
    await product.webhook(bodyWithMessages(textMessage({ ...marker, body: 'Oi' })));
    await until('the answer to somebody else', () => sentTo(marker.from).length === 1);
    expect([...sentTo(standby.from), ...sentTo(staffed.from)]).toEqual([]);
    const { rows } = await pool.query(
      `select direction, origin from whatsapp_messages_improved where meta_message_id = 'wamid.ECHO1'`,
    );
    expect(rows).toEqual([{ direction: 'outbound', origin: 'staff' }]);
  });
});

describe('a delivery', () => {
  const writeAndWait = async (isThere: (phone: string) => Promise<boolean> | boolean) => {
    const who = somebody();
    await product.webhook(bodyWithMessages(textMessage({ ...who, body: 'Vocês atendem hoje?' })));
    await until('the delivery', () => isThere(who.from));
    return who.from;
  };

  test('ends as read whatever the order of its statuses', async () => {
    const phone = await writeAndWait((from) => sentTo(from).length === 1);
    const [message] = sentTo(phone);
    for (const status of ['read', 'sent', 'delivered', 'read']) {
      await product.webhook(
        bodyWithStatuses(statusUpdate({ id: message?.wamid, status, recipient_id: phone })),
      );
    }
    await until('the status', async () => (await outbound(phone))[0]?.status === 'read');
    expect(await outbound(phone)).toMatchObject([{ status: 'read' }]);
  });

  test('that Meta refuses for a while is tried again and arrives once', async () => {
    let refusals = 2;
    meta = () =>
      refusals-- > 0 ? { status: 400, body: { error: { code: 130429, message: 'rate' } } } : 'accept';
    const phone = await writeAndWait(async (from) => (await outbound(from))[0]?.status === 'accepted');
    expect(sentTo(phone)).toHaveLength(1);
  });

  test('that Meta refuses for good is not tried again', async () => {
    meta = () => ({ status: 400, body: { error: { code: 131026, message: 'undeliverable' } } });
    const before = graph.attempts();
    const phone = await writeAndWait(async (from) => (await outbound(from))[0]?.status === 'failed');
    expect(graph.attempts()).toBe(before + 1);
    expect(await outbound(phone)).toMatchObject([{ error_class: 'final', error_code: '131026' }]);
  });

  test('whose answer was lost is settled by a status with our id, and not sent again', async () => {
    meta = () => 'drop-answer';
    const phone = await writeAndWait(async (from) => (await outbound(from))[0]?.status === 'unknown');
    meta = () => 'accept';
    const [message] = sentTo(phone);
    await product.webhook(
      bodyWithStatuses(
        statusUpdate({
          id: message?.wamid,
          recipient_id: phone,
          biz_opaque_callback_data: message?.callbackData,
        }),
      ),
    );
    expect(await outbound(phone)).toMatchObject([{ status: 'delivered' }]);
    const { rows } = await pool.query(
      'select next_attempt_at from whatsapp_messages_improved where id = $1',
      [message?.callbackData],
    );
    expect(rows).toEqual([{ next_attempt_at: null }]);
    expect(sentTo(phone)).toHaveLength(1);
  });

  test('that Meta took in words that cannot be read is not sent again, and is told of', async () => {
    meta = () => ({ status: 200, body: 'taken' });
    const before = graph.attempts();
    const phone = await writeAndWait(async (from) => (await outbound(from))[0]?.status === 'accepted');
    expect(graph.attempts()).toBe(before + 1);
    expect(await outbound(phone)).toMatchObject([{ error_code: 'answer-unreadable' }]);
    const alerts = () => pool.query(`select from alerts where kind = 'send-unconfirmed'`);
    await until('the alert', async () => (await alerts()).rowCount === 1);
  });

  test('whose answer was lost and of which no status comes is sent once more', async () => {
    let isFirst = true;
    meta = () => {
      const answer = isFirst ? 'drop-answer' : 'accept';
      isFirst = false;
      return answer;
    };
    const phone = await writeAndWait(async (from) => (await outbound(from))[0]?.status === 'accepted');
    expect(sentTo(phone)).toHaveLength(2);
    expect(new Set(sentTo(phone).map(({ callbackData }) => callbackData)).size).toBe(1);
  });

  test('that fails later because the window is closed asks for a template', async () => {
    const phone = await writeAndWait(async (from) => (await outbound(from))[0]?.status === 'accepted');
    const errors = [{ code: 131047, title: 'Re-engagement message' }];
    await product.webhook(
      bodyWithStatuses(
        statusUpdate({ id: sentTo(phone)[0]?.wamid, status: 'failed', recipient_id: phone, errors }),
      ),
    );
    await until('the failure', async () => (await outbound(phone))[0]?.status === 'failed');
    expect(await outbound(phone)).toMatchObject([{ status: 'failed', error_class: 'needs-template' }]);
  });
});

test('a dead token stops the sends of that number only, opens an alert, and both end when it works again', async () => {
  const other = await registerClinic(pool, { number: '551133337777', phoneNumberId: '900000000000077' });
  const [here, there] = [somebody(), somebody()];
  meta = () => ({ status: 401, body: { error: { code: 190, message: 'token expired' } } });
  await product.webhook(bodyWithMessages(textMessage({ ...here, body: 'Oi' })));
  const openAlerts = async (id: string) =>
    (
      await pool.query(
        `select from alerts where clinic_id = $1 and kind = 'sends-stopped' and resolved_at is null`,
        [id],
      )
    ).rowCount;
  await until('the alert', async () => (await openAlerts(clinicId)) === 1);

  meta = () => 'accept';
  const metadata = { display_phone_number: '551133337777', phone_number_id: '900000000000077' };
  const value = {
    messaging_product: 'whatsapp',
    metadata,
    messages: [textMessage({ ...there, body: 'Oi' })],
  };
  await product.webhook(webhookBody({ field: 'messages', value }));
  await until('the other clinic’s answer', () => sentTo(there.from).length === 1);
  expect(sentTo(here.from)).toEqual([]);
  expect(await openAlerts(other)).toBe(0);

  await pool.query(`update clinic_whatsapp_numbers set sends_stopped_until = now() where clinic_id = $1`, [
    clinicId,
  ]);
  await until('the answer that waited', () => sentTo(here.from).length === 1);
  await until('the alert to be resolved', async () => (await openAlerts(clinicId)) === 0);
});

test('the log names ids on every step of a message, and neither text, phone nor token', async () => {
  const who = somebody();
  await fetch(`${product.url}/health/live`);
  await product.webhook(bodyWithMessages(textMessage({ ...who, body: 'frase-secreta-do-paciente' })));
  await until('the answer', () => sentTo(who.from).length > 0);
  await until('the log line', () => product.log().includes('message accepted by WhatsApp'));
  const lines = product
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const accepted = lines.findLast(({ msg }) => msg === 'message accepted by WhatsApp');
  expect(Object.keys(accepted ?? {})).toEqual(
    expect.arrayContaining(['requestId', 'clinicId', 'conversationId', 'messageId', 'metaMessageId']),
  );
  const journey = lines
    .filter(({ requestId }) => requestId === accepted?.['requestId'])
    .map(({ msg }) => msg);
  expect(journey).toEqual(expect.arrayContaining(['webhook stored', 'turn answered']));
  expect(product.log()).not.toMatch(/frase-secreta-do-paciente|55119555|test-access-token|test-app-secret/);
});
