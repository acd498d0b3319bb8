import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { atende } from '../../support/product/command-line.ts';
import {
  privacyEnvironment,
  registerClinic,
  startProduct,
  type Product,
} from '../../support/product/product.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { until } from '../../support/until.ts';

const port = 23_731;
const phone = '5511955577001';
const folder = mkdtempSync(join(tmpdir(), 'atende-cli-'));
const meta = {
  phoneNumberId: '900000000000001',
  displayNumber: '551133330000',
  wabaId: '800000000000001',
  name: 'Teste',
};
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let twin: Twin;
let product: Product;
let clinic: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinic = await registerClinic(pool, {});
  graph = await startGraphStub();
  const twinOptions = {
    host: '127.0.0.1',
    port: 23_732,
    webhookUrl: 'http://127.0.0.1:9',
    appSecret: 'x'.repeat(8),
  };
  twin = await startTwin({ ...twinOptions, accessToken: 'EAAx', numbers: [meta] });
  product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const body = { from: phone, from_user_id: undefined, timestamp, body: 'quanto custa a consulta?' };
  await product.webhook(bodyWithMessages(textMessage(body)));
  await until('the answer', () => graph.sent.some(({ to }) => to === phone));
}, 60_000);

afterAll(async () => {
  await product.stop('SIGTERM');
  await twin.close();
  graph.close();
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const given = () => ({ DATABASE_URL: database.url, DATA_DIR: folder });
const run = (...words: string[]) => atende(words, given());

describe('the command line', () => {
  test('says how it is called, with examples, and ends with 2 when it is called wrongly', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const name of [
      'doctor',
      'init',
      'admin',
      'clinic',
      'number',
      'why',
      'queue',
      'replay',
      'undo-merge',
    ])
      expect(help.out).toContain(`  ${name}`);
    expect((await run('clinic', 'add', '--help')).out).toContain('npx atende clinic add');
    const wrong = await run('clinic', 'ad');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("unknown command 'ad'");
    expect((await run('why')).code).toBe(2);
  });

  test('makes an environment file with keys once, and never writes over it', async () => {
    const file = join(folder, 'atende.env');
    expect((await atende(['init', '--file', file], {})).code).toBe(0);
    const made = readFileSync(file, 'utf8');
    expect(made).toMatch(/^ENCRYPTION_KEYS=k\d{8}:[\w-]{43}$/m);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await atende(['init', '--file', file], {});
    expect(again.code).toBe(1);
    expect(again.err).toContain('is there already');
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  test('registers a clinic with its number and first administrators, in production without any other variable', async () => {
    const environment = { ...given(), NODE_ENV: 'production' };
    const context = join(folder, 'context.json');
    writeFileSync(context, JSON.stringify({ clinica: { informacoes_basicas: { nome: 'Clínica Nova' } } }));
    const added = await atende(
      ['clinic', 'add', 'Clínica Nova', '--context', context, '--json'],
      environment,
    );
    expect(added).toMatchObject({ code: 0, err: '' });
    const { clinic: made } = added.json() as { clinic: { id: string } };
    const number = await atende(['number', 'add', made.id, '+55 11 5550-7788', '--json'], environment);
    expect(number.json()).toMatchObject({ number: { whatsappNumber: '551155507788' } });
    const bySub = await atende(['admin', 'create', '--clinic', made.id, '--sub', 'sub-1'], environment);
    expect(bySub).toMatchObject({ code: 0, err: '' });
    const byMail = await atende(
      ['admin', 'create', '--clinic', made.id, '--email', 'Ana@Clinica.example'],
      environment,
    );
    expect(byMail).toMatchObject({ code: 0, err: '' });
    const { rows } = await pool.query(
      `select user_id as who, role from clinic_members where clinic_id = $1
       union all select email, role from clinic_invitations where clinic_id = $1 order by who`,
      [made.id],
    );
    expect(rows).toEqual([
      { who: 'ana@clinica.example', role: 'clinic-admin' },
      { who: 'sub-1', role: 'clinic-admin' },
    ]);
    const audit = await pool.query(
      'select action, actor, outcome from audit_log where clinic_id = $1 order by id',
      [made.id],
    );
    expect(audit.rows).toEqual(
      ['member.put', 'member.invite'].map((action) => ({ action, actor: 'local:operator', outcome: 'done' })),
    );
    const listed = await atende(['number', 'list', made.id], environment);
    expect(listed.out).toMatch(/^551155507788 +active/m);
    expect((await atende(['number', 'list', '--json'], environment)).json()).toMatchObject({
      numbers: expect.arrayContaining([
        expect.objectContaining({ clinicId: made.id, whatsappNumber: '551155507788' }),
      ]) as unknown,
    });
    const check = await atende(['clinic', 'check', made.id], environment);
    expect(check.code).toBe(0);
    expect(check.out).toContain('it has an administrator');
  });

  test('refuses with a code and a hint, for people and for programs', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const refused = await run('admin', 'create', '--clinic', nobody, '--sub', 'x', '--json');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(refused.err)).toMatchObject({ error: { code: 'clinic.not-found' } });
    expect((await run('clinic', 'check', 'nonsense')).err).toContain('npx atende clinic list');
    const away = await atende(['queue'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing' });
    expect(away.code).toBe(1);
    expect(away.err).toContain('ECONNREFUSED');
    expect(away.err).not.toContain('at ');
  });

  test('says why a patient hears nothing, by phone in any spelling or by conversation', async () => {
    const fine = await run('why', '+55 (11) 95557-7001', '--json');
    expect(fine.code).toBe(0);
    const { conversations } = fine.json() as {
      conversations: { clinicId: string; conversation: { id: string } }[];
    };
    expect(conversations[0]?.clinicId).toBe(clinic);
    const { id } = conversations[0]!.conversation;
    await pool.query(
      `update clinic_whatsapp_numbers set sends_stopped_until = now() + interval '10 min', sends_stopped_count = 1, sends_stopped_at = now(),
         sends_stopped_by = 'news' where clinic_id = $1`,
      [clinic],
    );
    const stopped = await run('why', id, '--clinic', clinic);
    expect(stopped.code).toBe(1);
    expect(stopped.out).toContain('sends-stopped');
    expect(stopped.out).toContain('quanto custa a consulta?');
    const queue = await run('queue');
    expect(queue.code).toBe(1);
    expect(queue.out).toContain(clinic);
    expect((await run('queue', 'resume', clinic)).out).toBe('The clinic sends again.\n');
    expect((await run('queue', 'resume', clinic)).out).toBe('No number of the clinic was stopped.\n');
    expect((await run('why', '+55 11 95559-9999')).err).toContain('No conversation is known');
  });

  test('asks Meta how numbers are, and says what to do when it refuses', async () => {
    await pool.query('update clinic_whatsapp_numbers set waba_id = $1 where phone_number_id = $2', [
      meta.wabaId,
      meta.phoneNumberId,
    ]);
    const environment = { ...given(), META_GRAPH_URL: twin.graphUrl };
    const well = await atende(['number', 'health', clinic], { ...environment, META_ACCESS_TOKEN: 'EAAx' });
    expect(well.code).toBe(0);
    expect(well.out).toContain('CONNECTED, quality GREEN');
    const refused = await atende(['number', 'health', clinic], { ...environment, META_ACCESS_TOKEN: 'old' });
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('make a new token');
  });

  test('examines an installation, and says what to do about what fails', async () => {
    const environment = { ...given(), META_GRAPH_URL: twin.graphUrl, META_ACCESS_TOKEN: 'EAAx' };
    const report = await atende(['doctor', '--json'], {
      ...environment,
      ERASURE_JOURNAL: join(folder, 'journal'),
    });
    const { findings } = report.json() as {
      findings: { check: string; state: string; found: string; advice?: string }[];
    };
    const stateOf = (check: string) => [
      ...new Set(findings.filter((each) => each.check === check).map(({ state }) => state)),
    ];
    for (const check of ['database', 'clock', 'migrations', 'pooler', 'worker', 'queue', 'disk'])
      expect([check, stateOf(check)]).toEqual([check, ['ok']]);
    // the variables of webhooks are missing
    expect(stateOf('configuration')).toEqual(['failed']);
    expect(stateOf('roles')).toEqual(['warning']);
    expect(findings.find(({ found }) => found.includes('the token is taken'))?.state).toBe('ok');
    expect(stateOf('alerts')).toEqual(['warning']);
    expect(stateOf('mail server')).toEqual(['skipped']);
    expect(report.code).toBe(1);

    await product.stop('SIGTERM');
    const alone = await atende(['doctor'], given());
    expect(alone.out).toMatch(/^failed +worker +no working process is connected\. Start a process/m);
    expect(alone.code).toBe(1);
    product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port });
  });

  test('writes down who took a merge of two contacts back', async () => {
    const { rows } = await pool.query<{ contact: string }>(
      'select contact_id as contact from contact_identities where clinic_id = $1 limit 1',
      [clinic],
    );
    const contact = rows[0]?.contact ?? '';
    await run('undo-merge', clinic, contact);
    const audit = await pool.query(
      `select actor, subject, outcome from audit_log where clinic_id = $1 and action = 'contact.undo-merge'`,
      [clinic],
    );
    expect(audit.rows).toEqual([
      { actor: 'local:operator', subject: contact, outcome: expect.any(String) as string },
    ]);
  });

  test('exports a patient to a new file, and erases them only when told twice', async () => {
    const out = join(folder, 'ana.json');
    expect((await run('export', clinic, phone, '--out', out)).code).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ complete: true });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect((await run('export', clinic, phone, '--out', out)).code).toBe(1);
    const environment = { ...given(), ...privacyEnvironment };
    const asked = await atende(['erase', clinic, phone], environment);
    expect(asked.code).toBe(1);
    expect(asked.err).toContain('--yes');
    expect((await run('why', phone)).code).toBe(0);
    const erased = await atende(['erase', clinic, phone, '--yes', '--json'], environment);
    expect(erased.json()).toMatchObject({ state: 'done' });
    expect((await run('why', phone)).code).toBe(1);
  });
});
