import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bearer, restApi, type RestApi } from '../../support/product/google-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import {
  registerClinic,
  secrets,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

// From the API call to the template on the patient's phone, and from Meta's news back to the API.
const port = 23_481;
const phoneNumberId = '900000000000001';
const wabaId = '800000000000001';
let database: TestDatabase;
let pool: pg.Pool;
let meta: Twin;
let product: Product;
let clinicId: string;
let api: RestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, { phoneNumberId });
  await pool.query('update clinic_whatsapp_numbers set waba_id = $2 where clinic_id = $1', [
    clinicId,
    wabaId,
  ]);
  meta = await startTwin({
    host: '127.0.0.1',
    port: port + 1,
    webhookUrl: `http://127.0.0.1:${port}/webhook/whatsapp-meta`,
    appSecret: secrets.appSecret,
    accessToken: secrets.accessToken,
    numbers: [{ phoneNumberId, displayNumber: '551133330000', wabaId, name: 'Clínica de Teste' }],
  });
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: meta.graphUrl,
    port,
    environment: { ...withoutApiLimits, POLL_MS: '200' },
  });
  api = restApi(product, await bearer([clinicId]));
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  await meta.close();
  await pool.end();
  await database.drop();
});

type Shown = {
  readonly templates: readonly { name: string; status: string; category: string; usable: boolean }[];
  readonly uses: readonly { purpose: string; name: string }[];
};
const base = () => `/api/clinics/${clinicId}/templates`;
const templates = async () => (await api.call('GET', base())).body as unknown as Shown;
const asMeta = (body: object) =>
  fetch(`${meta.phoneUrl}_twin/templates`, { method: 'POST', body: JSON.stringify(body) });
const openAlerts = async () =>
  (
    await pool.query<{ kind: string; subject: string }>(
      'select kind, subject from alerts where clinic_id = $1 and resolved_at is null order by kind, subject',
      [clinicId],
    )
  ).rows;

let people = 0;
/** Known to the clinic by telephone only, with a confirmed visit in three days. */
async function strangerWithVisit() {
  people += 1;
  const phone = `55119666100${String(people).padStart(2, '0')}`;
  const opened = await api.call('POST', `/api/clinics/${clinicId}/contacts`, { phone, name: 'Marina Alves' });
  expect(opened.status).toBe(200);
  const { contactId, conversationId } = opened.body;
  const { rows } = await pool.query<{ id: string }>(
    `insert into appointments (
       clinic_id, id, series_id, state, requested_at, service_id, service_name, calendar_id, starts_at, ends_at, during,
       contact_id, conversation_id
     )
     select $1, visit, visit, 'confirmed', now(), 'c1', 'Consulta', $2, at, at + interval '30 min',
       tstzrange(at, at + interval '30 min'), $3, $4
     from (select gen_random_uuid() as visit, date_trunc('hour', now()) + interval '3 days' as at) as new
     returning id`,
    [clinicId, `calendar-${phone}`, contactId, conversationId],
  );
  return { phone: phoneOfAPatient(meta, phone, 'Marina'), visit: rows[0]!.id, conversationId };
}
const cancel = (visit: string) => api.call('POST', `/api/appointments/${visit}/cancel`, { clinicId });

describe('a clinic’s templates', () => {
  test('are made at Meta with one call, are reviewed, and then may be used', async () => {
    const made = await api.call('POST', `${base()}/proposed`);
    expect(made.status).toBe(200);
    expect((made.body as unknown as Shown).uses.map(({ purpose }) => purpose)).toEqual([
      'cancelled',
      'confirmation',
      'moved',
      'reminder',
      'reopening',
      'team-text',
    ]);
    await until('Meta’s review', async () => (await templates()).templates.every(({ usable }) => usable));
    await until('the end of the alerts', async () => (await openAlerts()).length === 0);
    const again = await api.call('POST', `${base()}/proposed`);
    expect((again.body as unknown as Shown).templates).toHaveLength(6);
  });

  test('reach somebody who never wrote: a cancelled visit, and the tap that answers it', async () => {
    const { phone, visit } = await strangerWithVisit();
    const { body } = await cancel(visit);
    expect(body).toMatchObject({ patientNotice: { how: 'template' } });
    const heard = await phone.hear();
    expect(heard.text).toMatch(
      /^Olá, Marina\. A Clínica de Teste precisou cancelar .*\d\d\/\d\d, às \d\d:\d\d/,
    );
    expect(heard.choices.map(({ title }) => title)).toEqual(['Remarcar']);
    const answer = await phone.tap(/Remarcar/, heard);
    expect(answer.text).not.toMatch(/Como posso ajudar/);
  });

  test('carry what the team writes outside of the window', async () => {
    const { phone, conversationId } = await strangerWithVisit();
    const path = `/api/clinics/${clinicId}/conversations/${String(conversationId)}/messages`;
    const text = 'O seu resultado\njá pode ser retirado.';
    expect((await api.call('POST', path, { text })).body).toMatchObject({
      code: 'conversation.window-closed',
    });
    expect((await api.call('POST', path, { text, orTemplate: true })).status).toBe(201);
    expect((await phone.hear()).text).toContain('O seu resultado já pode ser retirado.');
  });

  test('are chosen and filled by the team, and go out as they were shown', async () => {
    const { phone, conversationId } = await strangerWithVisit();
    const path = `/api/clinics/${clinicId}/conversations/${String(conversationId)}/templates`;
    expect((await api.call('GET', path)).body['items']).toMatchObject([
      {
        name: 'atende_reopening',
        fields: [
          { name: 'paciente', value: 'Marina' },
          { name: 'clinica', value: 'Clínica de Teste' },
        ],
      },
      { name: 'atende_team_text', textField: 'texto' },
    ]);
    const chosen = { name: 'atende_reopening', language: 'pt_BR' };
    const values = { paciente: 'Mari', clinica: 'Clínica\nIpê' };
    expect((await api.call('POST', path, { ...chosen, values: { paciente: 'Mari' } })).body).toMatchObject({
      code: 'template.unfit',
    });
    expect((await api.call('POST', path, { ...chosen, name: 'nada', values })).body).toMatchObject({
      code: 'template.not-found',
    });
    expect((await api.call('POST', path, { ...chosen, values })).status).toBe(201);
    expect((await phone.hear()).text).toMatch(/^Olá, Mari\. A Clínica Ipê tem uma resposta/);
  });

  test('are chosen by one of two people who have seen the same', async () => {
    const { conversationId } = await strangerWithVisit();
    const at = `/api/clinics/${clinicId}/conversations/${String(conversationId)}`;
    const chosen = {
      ...{ name: 'atende_reopening', language: 'pt_BR' },
      values: { paciente: 'Marina', clinica: 'Ipê' },
    };
    const first = await api.call('POST', `${at}/templates`, chosen);
    const seenUpTo = first.body['messageId'];
    const both = await Promise.all(
      ['a', 'b'].map(() => api.call('POST', `${at}/templates`, { ...chosen, seenUpTo })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'conversation.moved-on',
    });
  });

  test('are not used while they are paused; what waits goes out when they are back', async () => {
    await asMeta({ name: 'atende_cancelled', status: 'PAUSED' });
    await until('the alert', async () =>
      (await openAlerts()).some(
        ({ kind, subject }) => kind === 'template-unusable' && subject === 'cancelled',
      ),
    );
    const { phone, visit, conversationId } = await strangerWithVisit();
    expect((await cancel(visit)).body).toMatchObject({ patientNotice: { how: 'when-patient-writes' } });
    // the patient is asked to write meanwhile
    expect((await phone.hear()).text).toMatch(/Escreva "Oi" por aqui/);
    expect(await openAlerts()).toContainEqual({ kind: 'needs-template', subject: conversationId });
    await asMeta({ name: 'atende_cancelled', status: 'APPROVED' });
    expect((await phone.hear()).text).toMatch(/precisou cancelar/);
    await until('the end of the alerts', async () =>
      (await openAlerts()).every(({ kind }) => kind !== 'needs-template' && kind !== 'template-unusable'),
    );
  });

  test('that Meta rejects are not used, with the reason told; what waits goes out when they are approved again', async () => {
    const alertOf = async (subject: string) => {
      const { body } = await api.call('GET', `/api/alerts?clinicId=${clinicId}`);
      const items = body['items'] as { kind: string; subject: string; message: string }[];
      return items.find((alert) => alert.kind === 'template-unusable' && alert.subject === subject)?.message;
    };
    const theTemplate = async () =>
      (await templates()).templates.find(({ name }) => name === 'atende_cancelled');
    await asMeta({ name: 'atende_cancelled', status: 'REJECTED', reason: 'TAG_CONTENT_MISMATCH' });
    await until('the alert', async () => (await alertOf('cancelled')) !== undefined);
    expect(await alertOf('cancelled')).toMatch(/A Meta recusou o modelo.*Motivo: a categoria/);
    expect(await theTemplate()).toMatchObject({
      status: 'REJECTED',
      usable: false,
      reason: 'TAG_CONTENT_MISMATCH',
    });

    const { phone, visit, conversationId } = await strangerWithVisit();
    expect((await cancel(visit)).body).toMatchObject({ patientNotice: { how: 'when-patient-writes' } });
    // the patient is asked to write, by another template; Meta is not even asked for the rejected one
    expect((await phone.hear()).text).toMatch(/Escreva "Oi" por aqui/);
    const { rows } = await pool.query<{ status: string; attempts: number }>(
      `select status, attempts from whatsapp_messages_improved
       where conversation_id = $1 and content like '%cancelar%'`,
      [conversationId],
    );
    expect(rows).toEqual([{ status: 'waiting', attempts: 0 }]);
    expect(await openAlerts()).toContainEqual({ kind: 'needs-template', subject: conversationId });

    await asMeta({ name: 'atende_cancelled', status: 'APPROVED' });
    expect((await phone.hear()).text).toMatch(/precisou cancelar/);
    await until('the end of the alerts', async () =>
      (await openAlerts()).every(({ kind }) => kind !== 'needs-template' && kind !== 'template-unusable'),
    );
    expect(await theTemplate()).toMatchObject({ status: 'APPROVED', usable: true });
    expect(await theTemplate()).not.toHaveProperty('reason');
    expect(await phone.texts()).toHaveLength(2);
  });

  test('that Meta pauses without a word are found out by the refusal, and the notice is not lost', async () => {
    await asMeta({ name: 'atende_cancelled', status: 'PAUSED', silent: true });
    const { phone, visit, conversationId } = await strangerWithVisit();
    await cancel(visit);
    await until('the alert', async () =>
      (await openAlerts()).some(
        ({ kind, subject }) => kind === 'needs-template' && subject === conversationId,
      ),
    );
    expect((await phone.hear()).text).toMatch(/Escreva "Oi"/);
    await asMeta({ name: 'atende_cancelled', status: 'APPROVED', silent: true });
    const toldBefore = (await phone.texts()).length;
    const told = await phone.write('Oi');
    expect(told.text).toMatch(/precisou cancelar/);
    await until('the answer', async () => (await phone.texts()).length > toldBefore + 1);
  });

  test('that Meta makes marketing are used no more', async () => {
    await asMeta({ name: 'atende_confirmation', category: 'MARKETING' });
    await until('the alert', async () =>
      (await openAlerts()).some(({ subject }) => subject === 'confirmation'),
    );
    expect((await templates()).templates).toContainEqual(
      expect.objectContaining({ name: 'atende_confirmation', category: 'MARKETING', usable: false }),
    );
    expect((await api.call('DELETE', `${base()}/uses/confirmation`)).status).toBe(204);
    await until('the end of the alert', async () =>
      (await openAlerts()).every(({ subject }) => subject !== 'confirmation'),
    );
  });

  test('are refused for a purpose that they do not fit', async () => {
    const wrong = {
      name: 'atende_reopening',
      language: 'pt_BR',
      variables: { paciente: 'patient', clinica: 'clinic' },
    };
    expect((await api.call('PUT', `${base()}/uses/cancelled`, wrong)).body).toMatchObject({
      code: 'template.unfit',
    });
    const none = { name: 'nada', language: 'pt_BR' };
    expect((await api.call('PUT', `${base()}/uses/cancelled`, none)).body).toMatchObject({
      code: 'template.not-found',
    });
  });
});

test('a quick reply of another system’s template is passed to people, never answered as small talk', async () => {
  const from = '5511966620000';
  const phone = phoneOfAPatient(meta, from, 'Rosa');
  await fetch(`${meta.phoneUrl}_twin/patient-message`, {
    method: 'POST',
    body: JSON.stringify({
      from,
      name: 'Rosa',
      message: {
        type: 'button',
        button: { text: 'Confirmar', payload: 'Confirmar' },
        context: { id: 'wamid.FOREIGN' },
      },
    }),
  });
  expect((await phone.hear()).text).toMatch(/Recebi a sua resposta "Confirmar" e passei para a nossa equipe/);
  await until('the alert', async () => (await openAlerts()).some(({ kind }) => kind === 'handover'));
});
