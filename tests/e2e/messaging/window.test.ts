import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bodyWithMessages,
  bodyWithStatuses,
  statusUpdate,
  textMessage,
} from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bearer, restApi, type RestApi } from '../../support/product/google-product.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';

// What cannot go out because the patient wrote too long ago: from the API call, or the late webhook, to the Graph call.
const port = 23_441;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let clinicId: string;
let api: RestApi;
let closesAtMeta = false;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  graph = await startGraphStub(() =>
    closesAtMeta
      ? { status: 400, body: { error: { code: 131_047, message: 'Re-engagement message' } } }
      : 'accept',
  );
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    environment: { ...withoutApiLimits, POLL_MS: '200' },
  });
  api = restApi(product, await bearer([clinicId]));
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const hours = 3_600_000;
let people = 0;
const somebody = () => {
  people += 1;
  return {
    from: `551195558${String(people).padStart(4, '0')}`,
    from_user_id: `BR.88${String(people).padStart(6, '0')}`,
  };
};
type Somebody = ReturnType<typeof somebody>;
const secondsAgo = (ms: number) => String(Math.floor((Date.now() - ms) / 1000));
const writes = (who: Somebody, body: string, agoMs = 0) =>
  product.webhook(bodyWithMessages(textMessage({ ...who, body, timestamp: secondsAgo(agoMs) })));
const sentTo = ({ from }: Somebody) =>
  graph.sent.filter(({ to }) => to === from).map(({ body }) => JSON.stringify(body));

async function conversationOf({ from }: Somebody) {
  const { rows } = await pool.query<{ id: string; contact_id: string }>(
    `select conversation.id, conversation.contact_id
     from whatsapp_conversations_improved as conversation
     join contact_identities as identity on identity.contact_id = conversation.contact_id
     where identity.kind = 'wa_id' and identity.value = $1`,
    [from],
  );
  return rows[0]!;
}
const outbound = async (who: Somebody) => {
  const { rows } = await pool.query<{ origin: string; status: string; error_code: string | null }>(
    `select origin, status, error_code from whatsapp_messages_improved
     where conversation_id = $1 and direction = 'outbound' order by created_at`,
    [(await conversationOf(who)).id],
  );
  return rows;
};
const openAlerts = async (who: Somebody) => {
  const { rows } = await pool.query<{ kind: string }>(
    `select kind from alerts where clinic_id = $1 and subject = $2 and resolved_at is null`,
    [clinicId, (await conversationOf(who)).id],
  );
  return rows.map(({ kind }) => kind);
};

/** Somebody who wrote and was answered, longer ago than WhatsApp's window, and has a confirmed visit in three days. */
async function patientWithVisit(agoMs = 30 * hours) {
  const who = somebody();
  await writes(who, 'Oi');
  await until('the first answer', () => sentTo(who).length === 1);
  const { id, contact_id } = await conversationOf(who);
  await pool.query(
    `update whatsapp_conversations_improved set last_patient_message_at = now() - $2 * interval '1 ms' where id = $1`,
    [id, agoMs],
  );
  const { rows } = await pool.query<{ id: string }>(
    `insert into appointments (
       clinic_id, id, series_id, state, requested_at, service_id, service_name, calendar_id, starts_at, ends_at, during,
       contact_id, conversation_id
     )
     select $1, visit, visit, 'confirmed', now(), 'c1', 'Consulta', $2, at, at + interval '30 min',
       tstzrange(at, at + interval '30 min'), $3, $4
     from (select gen_random_uuid() as visit, date_trunc('hour', now()) + interval '3 days' as at) as new
     returning id`,
    [clinicId, `calendar-${id}`, contact_id, id],
  );
  return { who, visit: rows[0]!.id };
}
const cancel = (visit: string) => api.call('POST', `/api/appointments/${visit}/cancel`, { clinicId });

describe('a patient who wrote thirty hours ago', () => {
  test('is told of a cancelled visit as soon as they write, before anything else, and the alert waits for that', async () => {
    const { who, visit } = await patientWithVisit();
    const cancelled = await cancel(visit);
    expect(cancelled.status).toBe(200);
    expect(cancelled.body).toMatchObject({
      state: 'cancelled',
      patientNotice: { how: 'when-patient-writes' },
    });
    await until('the notice to wait', async () => (await outbound(who)).at(-1)?.status === 'waiting');
    expect(sentTo(who)).toHaveLength(1);
    expect(await openAlerts(who)).toEqual(['needs-template']);

    await writes(who, 'bom dia');
    await until('both messages', () => sentTo(who).length === 3);
    expect(sentTo(who)[1]).toContain('precisou cancelar');
    expect(sentTo(who)[2]).not.toContain('precisou cancelar');
    await until('the end of the alert', async () => (await openAlerts(who)).length === 0);
    expect(await outbound(who)).toMatchObject([
      {},
      { origin: 'notice', status: 'accepted' },
      { origin: 'assistant' },
    ]);
  });

  test('is still shown as untold while WhatsApp refuses the notice, whatever was written meanwhile', async () => {
    const { who, visit } = await patientWithVisit(1 * hours);
    closesAtMeta = true;
    const { body } = await cancel(visit);
    expect(body).toMatchObject({ patientNotice: { how: 'message' } });
    await until('the notice to wait', async () => (await outbound(who)).at(-1)?.status === 'waiting');
    expect(await openAlerts(who)).toEqual(['needs-template']);
    closesAtMeta = false;
    await writes(who, 'oi?');
    await until('both messages', () => sentTo(who).length === 3);
    expect(sentTo(who)[1]).toContain('precisou cancelar');
    await until('the end of the alert', async () => (await openAlerts(who)).length === 0);
  });
});

describe('a webhook that comes when its window has closed already', () => {
  test('is answered with the next message, and shown as unanswered until then', async () => {
    const who = somebody();
    await writes(who, 'quanto custa a consulta?', 30 * hours);
    await until('the alert', async () => (await openAlerts(who)).includes('needs-template'));
    expect(await outbound(who)).toEqual([]);
    const { id } = await conversationOf(who);
    const shown = await api.call('GET', `/api/clinics/${clinicId}/conversations/${id}`);
    expect(shown.body).toMatchObject({ waitsForWindow: true });

    await writes(who, 'oi');
    await until('the answer', () => sentTo(who).length > 0);
    expect(sentTo(who).join()).toContain('200,00');
    await until('the end of the alert', async () => (await openAlerts(who)).length === 0);
    const after = await api.call('GET', `/api/clinics/${clinicId}/conversations/${id}`);
    expect(after.body).toMatchObject({ waitsForWindow: false });
  });
});

describe('a message that WhatsApp took and reports as failed', () => {
  test('is an alert of its conversation and a mark in the list until something later arrives', async () => {
    const who = somebody();
    const reports = async (n: number, status: string, more: object = {}) => {
      const { wamid, callbackData } = graph.sent.filter(({ to }) => to === who.from)[n] ?? {};
      await product.webhook(
        bodyWithStatuses(
          statusUpdate({
            ...{ id: wamid, biz_opaque_callback_data: callbackData, status, recipient_id: who.from },
            ...{ timestamp: secondsAgo(0), ...more },
          }),
        ),
      );
    };
    const mark = async () => {
      const { id } = await conversationOf(who);
      const list = await api.call('GET', `/api/clinics/${clinicId}/conversations?limit=100`);
      const { items } = list.body as { items: { id: string; undelivered?: { errorCode: string } }[] };
      return items.find((item) => item.id === id)?.undelivered;
    };
    await writes(who, 'Oi');
    await until('the answer', () => sentTo(who).length === 1);
    expect(await mark()).toBeUndefined();
    const errors = [{ code: 131_026, title: 'Message undeliverable' }];
    await reports(0, 'failed', { errors });
    await reports(0, 'failed', { errors });
    await until('the alert', async () => (await openAlerts(who)).includes('send-failed'));
    expect(await mark()).toMatchObject({ errorCode: '131026' });

    await writes(who, 'Oi?');
    await until('the second answer', () => sentTo(who).length === 2);
    await reports(1, 'delivered');
    await until('the end of the alert', async () => (await openAlerts(who)).length === 0);
    expect(await mark()).toBeUndefined();
    // what Meta tells again changes nothing
    await reports(0, 'failed', { errors });
    expect(await openAlerts(who)).toEqual([]);
  });
});
