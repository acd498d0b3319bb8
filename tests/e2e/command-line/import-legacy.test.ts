import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { messagesChange, textMessage, webhookBody } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { everythingIn } from '../../support/database/everything.ts';
import { createLegacyDatabase, type LegacyDatabase } from '../../support/database/legacy.ts';
import { atende } from '../../support/product/command-line.ts';
import { client, googleEnvironment, redirectUri } from '../../support/product/google-product.ts';
import { privacyEnvironment, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { programFile } from '../../support/programs/programs.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';

const port = 23_751;
const entry = programFile('atende');
const ipe = '11111111-1111-4111-8111-111111111111';
const closed = '22222222-2222-4222-8222-222222222222';
const email = 'agenda.ipeamarelo@example.com.br';
const lara = 'dra-lara-monteiro@group.calendar.google.com';
const allScopes = ['calendarlist.readonly', 'freebusy', 'events'].map(
  (name) => `https://www.googleapis.com/auth/calendar.${name}`,
);

let folder: string;
let database: TestDatabase;
let legacy: LegacyDatabase;
let pool: pg.Pool;
let google: GoogleTwin;
let graph: GraphStub;
let product: Product;
let refreshToken: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-import-'));
  database = await createTestDatabase();
  legacy = await createLegacyDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  graph = await startGraphStub();
  google = await startGoogleTwin({
    ...client,
    host: '127.0.0.1',
    port: port + 1,
    redirectUris: [redirectUri(port)],
  });
  const environment = googleEnvironment(google);
  product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port, environment });
  const issued = await google.issueTokens(email, ['openid', 'email', ...allScopes]);
  refreshToken = issued.refresh_token;
  await fill();
}, 60_000);

afterAll(async () => {
  await product.stop('SIGTERM');
  await google.close();
  graph.close();
  await pool.end();
  await legacy.drop();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function fill(): Promise<void> {
  const { pool: old } = legacy;
  await old.query(
    `insert into clinics (id, name, timezone, contextualization_json, is_active) values
       ($1, 'Clínica Ipê', 'America/Bahia', '{"clinica":{"informacoes_basicas":{"nome":"Clínica Ipê"}}}', true),
       ($2, 'Fechada', 'Nowhere/Land', '[]', false),
       (gen_random_uuid(), null, null, null, true)`,
    [ipe, closed],
  );
  await old.query(
    `insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, is_active) values
       ($1, '+55 11 5550-0143', '100000000000143', true), ($2, '551155500143', null, true),
       ($2, 'no number', null, true), (gen_random_uuid(), '551155500999', null, true)`,
    [ipe, closed],
  );
  await old.query(
    `insert into google_calendar_tokens_by_clinic (clinic_id, access_token, refresh_token, expires_at, provider_user_id) values
       ($1, 'ya29.plain', $3, now(), 'somebody'), ($2, 'ya29.dead', '1//dead', now(), null)`,
    [ipe, closed, refreshToken],
  );
  await old.query(
    `insert into clinic_calendars (clinic_id, calendar_id, is_active) values
       ($1, $3, true), ($1, 'gone@group.calendar.google.com', true), ($1, 'off', false), ($2, $3, true)`,
    [ipe, closed, lara],
  );
  await old.query(
    `with conversation as (
       insert into whatsapp_conversations_improved (id, clinic_id, patient_phone_number, clinic_whatsapp_number, patient_name)
       select gen_random_uuid(), $1::uuid, '55119955' || lpad(n::text, 5, '0'), '551155500143', 'Paciente ' || n
       from generate_series(1, 40) as n
       returning id, patient_phone_number as phone
     )
     insert into whatsapp_messages_improved
       (conversation_id, sender_phone, receiver_phone, content, message_type, whatsapp_message_id, created_at)
     select id, case when n % 2 = 1 then phone else '551155500143' end, case when n % 2 = 1 then '551155500143' else phone end,
       'mensagem ' || n || ' de ' || phone, case when n % 2 = 1 then 'received' else 'sent' end,
       'wamid.' || phone || n, now() - interval '2 days' + n * interval '1 minute'
     from conversation, generate_series(1, 30) as n`,
    [ipe],
  );
  // rows as they should not be
  await old.query(
    `insert into whatsapp_messages_improved (conversation_id, sender_phone, receiver_phone, content, message_type, created_at)
     select id, '1', '2', content, 'received', at
     from (select id from whatsapp_conversations_improved limit 1) as c,
       (values ('', now()), (repeat('x', 1048576), now()), ('segredo', 'infinity'), ('segredo', null)) as v (content, at)`,
  );
  await old.query(
    `insert into whatsapp_messages_improved (sender_phone, receiver_phone, content, message_type)
     values ('5511955501001', '551155500143', 'segredo sem conversa', 'received')`,
  );
}

const environment = () => ({
  ...privacyEnvironment,
  ...googleEnvironment(google),
  DATABASE_URL: database.url,
  DATA_DIR: folder,
  LEGACY_DATABASE_URL: legacy.url,
});
const importAgain = (...words: string[]) => atende(['import-legacy', '--json', ...words], environment());
const imported = async () => {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::integer as count from whatsapp_messages_improved where origin = 'history'`,
  );
  return rows[0]?.count ?? 0;
};
type Counts = { taken: number; known: number; left: Record<string, number>; changed: Record<string, number> };
type Report = { counts: Record<string, Counts>; rows: { table: string; id: string; reason: string }[] };

describe('the import from the predecessor', () => {
  it(
    'ends the same when it was killed in the middle, and changes nothing when run again',
    { timeout: 120_000 },
    async () => {
      const killed = spawn(process.execPath, [entry, 'import-legacy'], {
        env: { PATH: process.env['PATH'], ...environment() },
        stdio: 'ignore',
      });
      await until('some messages to be there', async () => (await imported()) > 100);
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      const before = await imported();
      expect(before).toBeLessThan(1_200);

      const file = join(folder, 'left.jsonl');
      const run = await importAgain('--rows', file);
      expect([run.code, run.err]).toEqual([1, '']);
      const { counts, rows } = run.json() as Report;
      expect(counts['messages']).toEqual({
        taken: 1_200 - before,
        known: before,
        left: { 'content-missing': 1, 'content-too-long': 1, 'time-unreadable': 2, 'clinic-unknown': 1 },
        changed: {},
      });
      expect(await imported()).toBe(1_200);
      expect(counts['clinics']?.left).toEqual({ 'clinic-name-missing': 1 });
      expect(counts['numbers']?.left).toEqual({
        'number-taken': 1,
        'phone-malformed': 1,
        'clinic-unknown': 1,
      });
      expect(counts['connections']).toMatchObject({ known: 1, left: { 'grant-dead': 1 } });
      expect(counts['calendars']?.left).toMatchObject({
        'calendar-not-listed': 1,
        'calendars-incomplete': 1,
        'not-connected': 1,
      });
      const written = (await readFile(file, 'utf8')).trimEnd().split('\n');
      expect(written.map((line) => JSON.parse(line) as unknown)).toEqual(rows);
      expect(run.out + written.join('')).not.toMatch(/segredo|xxxx|mensagem|55119955|1\/\/|ya29/);

      const state = await tables();
      const again = await importAgain();
      expect((again.json() as Report).counts['messages']).toMatchObject({ taken: 0, known: 1_200 });
      expect(await tables()).toEqual(state);
    },
  );

  it('has taken clinics with their words, numbers, and who wrote when', async () => {
    const clinics = await pool.query(
      'select name, time_zone, is_active, contextualization_json as document from clinics order by id',
    );
    expect(clinics.rows).toEqual([
      {
        name: 'Clínica Ipê',
        time_zone: 'America/Bahia',
        is_active: true,
        document: { clinica: { informacoes_basicas: { nome: 'Clínica Ipê' } } },
      },
      { name: 'Fechada', time_zone: 'America/Sao_Paulo', is_active: false, document: {} },
    ]);
    const { rows } = await pool.query(
      `select direction, content, status, c.profile_name as name, m.sent_at < now() - interval '1 day' as is_old
       from whatsapp_messages_improved as m
       join whatsapp_conversations_improved as v on v.clinic_id = m.clinic_id and v.id = m.conversation_id
       join contacts as c on c.clinic_id = v.clinic_id and c.id = v.contact_id
       where meta_message_id = any($1) order by m.sent_at`,
      [['wamid.55119955000031', 'wamid.55119955000032']],
    );
    expect(rows).toEqual([
      {
        direction: 'inbound',
        content: 'mensagem 1 de 5511995500003',
        status: 'received',
        name: 'Paciente 3',
        is_old: true,
      },
      {
        direction: 'outbound',
        content: 'mensagem 2 de 5511995500003',
        status: 'sent',
        name: 'Paciente 3',
        is_old: true,
      },
    ]);
  });

  it('has sealed the tokens that Google knows for its own account, and chooses calendars once all are listed', async () => {
    await legacy.pool.query(`update clinic_calendars set is_active = false where calendar_id like 'gone@%'`);
    expect(((await importAgain()).json() as Report).counts['calendars']).toMatchObject({ taken: 1 });
    const { rows } = await pool.query<{
      clinic_id: string;
      sub: string;
      refresh_token: string;
      account_email: string;
    }>(
      'select clinic_id, google_sub as sub, refresh_token, account_email from google_calendar_tokens_by_clinic',
    );
    expect(rows).toEqual([expect.objectContaining({ clinic_id: ipe, account_email: email })]);
    expect(rows[0]?.sub).not.toBe('somebody');
    expect(rows[0]?.refresh_token).not.toContain(refreshToken);
    const calendars = await pool.query('select clinic_id, calendar_id from clinic_calendars where is_active');
    expect(calendars.rows).toEqual([{ clinic_id: ipe, calendar_id: lara }]);
    expect((await atende(['clinic', 'check', ipe], environment())).out).toContain(
      'Google is connected, 1 calendars',
    );
  });

  it('has answered nobody, and a webhook of an imported message is not stored beside it', async () => {
    expect(graph.sent).toEqual([]);
    const { rows } = await pool.query(
      `select from whatsapp_conversations_improved where turn_due_at is not null or unread > 0 or last_patient_message_at is not null`,
    );
    expect(rows).toEqual([]);
    const from = '5511995500005';
    const timestamp = String(Math.floor(Date.now() / 1_000) - 172_000);
    const number = { display_phone_number: '551155500143', phone_number_id: '100000000000143' };
    const message = textMessage({
      from,
      from_user_id: undefined,
      id: `wamid.${from}1`,
      timestamp,
      body: 'de novo',
    });
    expect((await product.webhook(bodyTo(number, message))).status).toBe(200);
    expect(await imported()).toBe(1_200);
    const fresh = textMessage({
      from,
      from_user_id: undefined,
      body: 'oi',
      timestamp: String(Math.floor(Date.now() / 1_000)),
    });
    await product.webhook(bodyTo(number, fresh));
    await until('the new message to be answered', () => graph.sent.some(({ to }) => to === from));
  });

  it('brings nobody back who was erased here', { timeout: 60_000 }, async () => {
    expect((await atende(['erase', ipe, '5511995500007', '--yes'], environment())).code).toBe(0);
    const { counts } = (await importAgain()).json() as Report;
    expect(counts['messages']).toMatchObject({ taken: 0, known: 1_170, left: { 'erased-here': 30 } });
    expect((await everythingIn(pool)).filter((line) => line.includes('5511995500007'))).toEqual([]);
  });

  it('wants to know where the predecessor is', async () => {
    const without = { ...environment(), LEGACY_DATABASE_URL: '' };
    expect((await atende(['import-legacy'], without)).err).toContain('LEGACY_DATABASE_URL');
    const away = { ...environment(), LEGACY_DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing' };
    expect((await atende(['import-legacy'], away)).code).toBe(1);
    const own = { ...environment(), LEGACY_DATABASE_URL: database.url };
    expect((await atende(['import-legacy'], own)).err).toContain('a database of Atende itself');
  });
});

const bodyTo = (metadata: object, message: unknown) =>
  webhookBody(messagesChange({ metadata, messages: [message] }));

/** What a running product changes by itself is left out. */
const tables = async () =>
  (await everythingIn(pool)).filter(
    (line) => !/^(request_budgets|google_calendar_tokens_by_clinic|calendar_feeds|alerts) /.test(line),
  );
