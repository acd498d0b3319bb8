import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atendeCommands } from '../../support/programs/atende-commands.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';
import { atende } from '../../support/product/command-line.ts';
import { privacyEnvironment, registerClinic } from '../../support/product/product.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';

const phone = '5511955577009';
/** Would be obeyed by a terminal, and hides what follows. */
const wicked = 'Clínica \u009b8m\u202eIpê';
const folder = mkdtempSync(join(tmpdir(), 'atende-every-'));
const inFolder = (name: string) => join(folder, name);
let database: TestDatabase;
let empty: TestDatabase;
let legacy: TestDatabase;
let graph: GraphStub;
let clinic: string;
let contact: string;
let conversation: string;

beforeAll(async () => {
  database = await createTestDatabase();
  empty = await createEmptyDatabase();
  legacy = await createEmptyDatabase();
  graph = await startGraphStub();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  clinic = await registerClinic(pool, { name: wicked });
  const { rows } = await pool.query<{ contact: string; conversation: string }>(
    `with person as (
       insert into contacts (clinic_id, id) values ($1, gen_random_uuid()) returning id
     ), phone as (
       insert into contact_identities (clinic_id, kind, value, contact_id) select $1, 'phone', $2, id from person
     )
     insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_message_at)
     select $1, gen_random_uuid(), '551133330000', id, now() from person
     returning contact_id as contact, id as conversation`,
    [clinic, phone],
  );
  ({ contact, conversation } = rows[0]!);
  await pool.end();
}, 60_000);

afterAll(async () => {
  graph.close();
  await database.drop();
  await empty.drop();
  await legacy.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Call = {
  readonly words?: () => readonly string[];
  readonly environment?: () => Readonly<Record<string, string>>;
  /** 1 where there is something for a person to do. */
  readonly code?: 1;
  /** It refuses what it is asked here, and says why. */
  readonly isRefused?: true;
};
const journal = () => ({ ...privacyEnvironment, ERASURE_JOURNAL: inFolder('erasures.jsonl') });
const file = inFolder('atende.backup');

/** Each command once, in an order in which each finds what it needs. */
const calls: Readonly<Record<string, Call>> = {
  doctor: { code: 1 },
  init: { words: () => ['--file', inFolder('new.env')] },
  migrate: {},
  'rotate-keys': {},
  'seed-demo': {},
  'clinic add': { words: () => ['Clínica Nova'] },
  'clinic list': {},
  'clinic context': { words: () => [clinic] },
  'clinic check': { words: () => [clinic] },
  'admin create': { words: () => ['--clinic', clinic, '--email', 'ana@clinica.example'] },
  'number add': { words: () => [clinic, '+55 11 5550-7709'] },
  'number list': {},
  'number health': {
    words: () => [clinic],
    environment: () => ({ META_ACCESS_TOKEN: 'EAAx', META_GRAPH_URL: graph.url }),
  },
  why: { words: () => [phone] },
  queue: {},
  'queue resume': { words: () => [clinic] },
  objectives: {},
  'vapid-keys': {},
  replay: { environment: journal },
  'undo-merge': { words: () => [clinic, contact], isRefused: true },
  'replay-answers': { words: () => [clinic, conversation] },
  export: { words: () => [clinic, phone, '--out', inFolder('ana.json')] },
  backup: { words: () => ['--out', file], environment: journal },
  restore: {
    words: () => [file, '--without-journal'],
    environment: () => ({ ...journal(), DATABASE_URL: empty.url }),
  },
  'import-legacy': { environment: () => ({ ...journal(), LEGACY_DATABASE_URL: legacy.url }) },
  erase: { words: () => [clinic, phone, '--yes'], environment: journal },
};

const given = () => ({ DATABASE_URL: database.url, DATA_DIR: folder });
const whole = (text: string): unknown => JSON.parse(text);
const aComplaint = { error: { code: expect.any(String) as string, message: expect.any(String) as string } };

describe('with --json', () => {
  test('every command is tried here', () => {
    expect(Object.keys(calls).toSorted()).toEqual(
      atendeCommands()
        .map(([path]) => path)
        .toSorted(),
    );
  });

  test.each(Object.entries(calls))(
    '%s says one JSON document and nothing else',
    async (name, call) => {
      const { words = () => [], environment = () => ({}), code, isRefused } = call;
      const ran = await atende([...name.split(' '), ...words(), '--json'], { ...given(), ...environment() });
      if (isRefused === true) {
        expect(ran).toMatchObject({ code: 1, out: '' });
        expect(whole(ran.err)).toMatchObject(aComplaint);
        return;
      }
      expect(ran).toMatchObject({ code: code ?? 0 });
      expect(whole(ran.out)).toBeInstanceOf(Object);
    },
    30_000,
  );

  test('what others wrote reaches no terminal as an order, and reads the same', async () => {
    const ran = await atende(['clinic', 'list', '--json'], given());
    expect(ran.out).not.toMatch(/[\u0080-\u009f\u202e]/);
    const { clinics } = ran.json() as { clinics: { name: string }[] };
    expect(clinics.map(({ name }) => name)).toContain(wicked);
  });

  test.each([
    ['a database that does not answer', ['queue'], { DATABASE_URL: 'postgres://atende@127.0.0.1:9/none' }, 1],
    ['a wrong variable', ['queue'], { DATABASE_URL: 'none' }, 1],
    ['an option that nobody knows', ['queue', '--loud'], {}, 2],
    ['a command that nobody knows', ['quiet'], {}, 2],
    ['a command that lacks its second word', ['clinic'], {}, 2],
    ['an argument that is missing', ['why'], {}, 2],
  ] as const)('%s is one JSON document on standard error', async (_, words, environment, code) => {
    const ran = await atende([...words, '--json'], { DATA_DIR: folder, ...environment });
    expect(ran).toMatchObject({ code, out: '' });
    expect(whole(ran.err)).toMatchObject(aComplaint);
  });
});

test('a file of variables that is not there is named by Node, before anything of ours is run', async () => {
  const ran = await atende(['queue', '--env-file', '/absent/atende.env', '--json'], {});
  expect(ran).toMatchObject({ code: 9, out: '' });
  expect(ran.err).toContain('/absent/atende.env: not found');
});
