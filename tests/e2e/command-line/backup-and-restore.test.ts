import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';
import { everythingIn } from '../../support/database/everything.ts';
import { atende } from '../../support/product/command-line.ts';
import {
  privacyEnvironment,
  registerClinic,
  startProduct,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';

const port = 23_741;
const gone = '5511955578001';
const stays = '5511955578002';
let folder: string;
let graph: GraphStub;
let source: TestDatabase;
let target: TestDatabase;
let pool: pg.Pool;
let clinic: string;
let product: Product | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-drill-'));
  source = await createTestDatabase();
  target = await createEmptyDatabase();
  pool = new pg.Pool({ connectionString: source.url, max: 2 });
  clinic = await registerClinic(pool, {});
  graph = await startGraphStub();
});

afterAll(async () => {
  await product?.stop('SIGKILL');
  graph.close();
  await pool.end();
  await source.drop();
  await target.drop();
  await rm(folder, { recursive: true });
});

const journal = () => join(folder, 'journal', 'erasures.jsonl');
const environment = (databaseUrl: string) => ({
  ...privacyEnvironment,
  DATA_DIR: folder,
  DATABASE_URL: databaseUrl,
  ERASURE_JOURNAL: journal(),
});
const start = (databaseUrl: string) =>
  startProduct({ databaseUrl, graphUrl: graph.url, port, environment: environment(databaseUrl) });
const says = (from: string, body: string) =>
  bodyWithMessages(
    textMessage({ from, from_user_id: undefined, timestamp: String(Math.floor(Date.now() / 1_000)), body }),
  );
const linesIn = async (url: string) => {
  const reading = new pg.Pool({ connectionString: url, max: 1 });
  try {
    // a program that starts writes down its own doings there
    return (await everythingIn(reading)).filter((line) => !/^(pgmigrations|request_budgets) /.test(line));
  } finally {
    await reading.end();
  }
};

describe('a backup that is restored after everything was lost', () => {
  it(
    'brings back everybody but who was erased since, and the service goes on',
    { timeout: 120_000 },
    async () => {
      product = await start(source.url);
      for (const phone of [gone, stays]) await product.webhook(says(phone, `oi, sou ${phone}`));
      await until('both to be answered', () => new Set(graph.sent.map(({ to }) => to)).size === 2);
      await until('everything to be settled', async () => {
        const { rows } = await pool.query<{ open: boolean }>(
          `select exists (select from whatsapp_messages_improved where next_attempt_at is not null)
           or exists (select from whatsapp_conversations_improved where turn_due_at is not null) as open`,
        );
        return rows[0]?.open === false;
      });

      // beside the running service, in production with two variables
      const file = join(folder, 'atende.backup');
      const { ERASURE_KEY } = privacyEnvironment;
      const few = { NODE_ENV: 'production', DATABASE_URL: source.url, ERASURE_KEY };
      const made = await atende(['backup', '--out', file, '--json'], few);
      expect(made).toMatchObject({ code: 0, err: '' });
      const report = made.json() as { tables: Record<string, number>; beside: { what: string }[] };
      expect(report.tables).toMatchObject({ clinics: 1, contacts: 2 });
      expect(report.beside.map(({ what }) => what)).toEqual([
        "patients' files",
        'the journal of erasures',
        'keys',
      ]);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readFile(file)).includes(Buffer.from(stays))).toBe(false);
      expect((await atende(['backup', '--out', file], few)).err).toContain('nothing is written over');

      const erased = await atende(['erase', clinic, gone, '--yes', '--json'], environment(source.url));
      expect(erased.json()).toMatchObject({ state: 'done' });
      const lastState = await linesIn(source.url);
      expect(lastState.filter((line) => line.includes(gone))).toEqual([]);
      await product.stop('SIGTERM');

      // what must not be believed is refused before anything is written
      const restore = (words: readonly string[], given = environment(target.url)) =>
        atende(['restore', file, ...words], given);
      expect((await restore(['--check'], few as never)).out).toMatch(/is whole: \d+ rows of \d+ tables/);
      const whole = await readFile(file);
      await writeFile(file, whole.subarray(0, -1));
      expect((await restore([])).err).toContain('is cut off, or was changed');
      await writeFile(file, whole.with(whole.length - 40, whole[whole.length - 40]! ^ 1));
      expect((await restore([])).err).toContain('is cut off, or was changed');
      await writeFile(file, whole);
      const otherKey = { ...environment(target.url), ERASURE_KEY: Buffer.alloc(32, 3).toString('base64url') };
      expect((await restore([], otherKey)).err).toContain('ERASURE_KEY');
      const noJournal = { ...environment(target.url), ERASURE_JOURNAL: join(folder, 'absent.jsonl') };
      expect((await restore([], noJournal)).err).toContain('people who were erased come back');
      expect((await restore([], environment(source.url))).err).toContain('not empty');
      expect(await linesIn(target.url)).toEqual([]);

      const restored = await restore(['--json']);
      expect(restored).toMatchObject({ code: 0, err: '' });
      expect(restored.json()).toMatchObject({ erasures: { unknown: 1, erasedAgain: 1, writtenAgain: 0 } });
      const after = await linesIn(target.url);
      expect(after.filter((line) => line.includes(gone))).toEqual([]);
      const ofPeople = (lines: readonly string[]) =>
        lines.filter((line) => /^(contacts|contact_identities|whatsapp_|clinics)/.test(line));
      expect(ofPeople(after)).toEqual(ofPeople(lastState));

      product = await start(target.url);
      const before = graph.sent.length;
      await product.webhook(says(stays, 'quanto custa a consulta?'));
      await until('an answer', () => graph.sent.length > before);
      expect(graph.sent.slice(before).map(({ to }) => to)).toEqual([stays]);
    },
  );

  it('says when the journal is older than the backup', async () => {
    const [whole, parts] = [await readFile(journal(), 'utf8'), join(folder, 'late.backup')];
    expect((await atende(['backup', '--out', parts], environment(target.url))).code).toBe(0);
    await product?.stop('SIGTERM');
    const lost = join(folder, 'older.jsonl');
    await writeFile(lost, '');
    const again = await createEmptyDatabase();
    try {
      const given = { ...environment(again.url), ERASURE_JOURNAL: lost };
      const late = await atende(['restore', parts], given);
      expect(late.code).toBe(1);
      expect(late.out).toContain('The journal lacks 1 erasures that this backup knows');
      expect((await readFile(lost, 'utf8')).length).toBe(whole.length);
    } finally {
      await again.drop();
    }
  });
});
