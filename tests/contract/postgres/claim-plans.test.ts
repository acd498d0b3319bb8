import pg, { type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  openPool,
  openTenantPool,
  batchPlans,
  claimPlans,
  type Pools,
} from '../../../src/adapters/postgres/pool.ts';
import { postgresMediaUploads } from '../../../src/adapters/postgres/messaging/media/media-uploads.ts';
import { postgresMessageMedia } from '../../../src/adapters/postgres/messaging/media/message-media.ts';
import { postgresVoiceNotes } from '../../../src/adapters/postgres/messaging/media/voice-notes.ts';
import { postgresEventTexts } from '../../../src/adapters/postgres/scheduling/event-texts.ts';
import { postgresReminders } from '../../../src/adapters/postgres/scheduling/reminders.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { planSteps } from '../../support/database/plans.ts';

/** The claims that `claimStatement` builds, by the name under which they are prepared. */
const claims = {
  'claim-reminders': (pools: Pools) => postgresReminders(pools),
  'claim-event-texts': (pools: Pools) => postgresEventTexts(pools),
  'claim-media': (pools: Pools) => postgresMessageMedia(pools),
  'claim-voice': (pools: Pools) => postgresVoiceNotes(pools),
  'claim-uploads': (pools: Pools) => postgresMediaUploads(pools),
} as const;
type Claim = keyof typeof claims;
const names = Object.keys(claims) as readonly Claim[];

/** The table of each, and the index that finds what is due in it, by clinic and time. */
const dueIndexes: Readonly<Record<Claim, readonly [table: string, index: string]>> = {
  'claim-reminders': ['appointments', 'appointments_to_remind'],
  'claim-event-texts': ['event_texts', 'event_texts_due'],
  'claim-media': ['message_media', 'message_media_due'],
  'claim-voice': ['message_media', 'message_media_transcript_due'],
  'claim-uploads': ['media_uploads', 'media_uploads_due'],
};

let database: TestDatabase;
let owner: Pool;
let pools: Pools;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 1 });
  await owner.query(`insert into clinics (name) select 'Clínica ' || n from generate_series(1, 40) as n`);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
afterEach(() =>
  Promise.all(
    [pools.system, pools.claims, pools.batches, pools.tenants.connections].map((pool) => pool.end()),
  ),
);

/** One connection meets the statements for the first time: their plans are made for the tables as they are now. */
async function connect() {
  const settings = { url: database.url, max: 1, applicationName: 'atende contract' };
  const ignore = () => undefined;
  pools = {
    system: openPool({ ...settings, role: 'atende_system' }, ignore),
    claims: openPool({ ...settings, role: 'atende_system', session: claimPlans }, ignore),
    batches: openPool({ ...settings, role: 'atende_system', session: batchPlans }, ignore),
    tenants: openTenantPool(settings, ignore),
  };
  for (const name of names) await claims[name](pools).claim(0, 1);
}

/** How a claim reaches stored rows: the index and the columns by which it is entered. */
async function scansOf(claim: Claim): Promise<readonly string[]> {
  const steps = await planSteps(
    pools.claims,
    `"${claim}" ('00000000-0000-0000-0000-000000000000', 12, 4, 1000)`,
  );
  return steps.flatMap((step) => {
    const { 'Relation Name': table, 'Index Name': index = 'no index', 'Index Cond': by = '' } = step;
    const kind = step['Node Type'];
    if (table === undefined || !kind.includes('Scan')) return [];
    if (kind === 'Tid Scan') return [`${table} by place`];
    const columns = [...by.matchAll(/(?:^|AND )\(+(?:ROW\()?(\w+)(?:, (\w+)\))? /g)].flatMap(
      ([, first = '', second = '']) => [first, second],
    );
    const unique = [...new Set(columns)].filter((column) => column !== '');
    return [`${table} by ${index} (${unique.join(', ')})`];
  });
}

/** So many visits, files and texts for each of so many clinics, most of them not due; foreign keys sleep. */
const grow = (clinics: number, each: number) =>
  owner.query(
    `set session_replication_role = replica;
     with place as (
       select clinic.id as clinic_id, gen_random_uuid() as id, n,
         case when n % 3 = 0 then now() - interval '1 minute' end as due
       from (select id from clinics order by id limit ${clinics}) as clinic, generate_series(1, ${each}) as n
     ), visits as (
       insert into appointments
         (clinic_id, id, series_id, state, service_id, service_name, calendar_id, starts_at, ends_at, during, remind_at)
       select clinic_id, id, id, 'confirmed', 's', 's', id::text, now(), now() + interval '1 hour',
         tstzrange(now(), now() + interval '1 hour'), due
       from place
     ), decided as (
       insert into reminders (clinic_id, appointment_id, starts_at, rule, due_at, decided_at, skipped)
       select clinic_id, id, now(), 'r', now(), now(), 'too-late' from place
     ), texts as (
       insert into event_texts (clinic_id, appointment_id, calendar_id, due_at)
       select clinic_id, id, 'c', due from place
     ), talks as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
       select clinic_id, id, '551133330000', id from place
     ), messages as (
       insert into whatsapp_messages_improved
         (clinic_id, id, conversation_id, direction, origin, dedupe_key, type, content, status, sent_at)
       select clinic_id, id, id, 'outbound', 'assistant', id, 'image', '', 'accepted', now() from place
     ), files as (
       insert into message_media (clinic_id, message_id, available_until, next_attempt_at, transcript_due_at)
       select clinic_id, id, now() + interval '1 day', due, due from place
     )
     insert into media_uploads (clinic_id, message_id, mime_type, next_attempt_at)
     select clinic_id, id, 'image/png', due from place;
     set session_replication_role = origin`,
  );

const emptied = `truncate appointments, reminders, event_texts, whatsapp_conversations_improved, whatsapp_messages_improved,
  message_media, media_uploads cascade`;

/** Ways to a row that look at a clinic’s rows, or more, where one is wanted. */
async function otherScans(allowed: RegExp = none): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map(async (claim) => {
      const [table, due] = dueIndexes[claim];
      const scans = await scansOf(claim);
      // the circle of clinics from one on and from the start, and the oldest of each
      expect(scans.filter((scan) => scan.startsWith(`${table} by ${due} (clinic_id, `)).length).toBe(3);
      expect(scans.filter((scan) => scan === `${table} by place`).length).toBe(2);
      const isFine = (scan: string) =>
        scan.includes(` by ${due} (clinic_id, `) || scan.endsWith(' by place') || wholeKeys.test(scan);
      return scans.filter((scan) => !isFine(scan) && !allowed.test(scan)).map((scan) => `${claim}: ${scan}`);
    }),
  );
  return found.flat();
}
const none = /^$/;
/** By all columns of a key, or of the reminders of one visit. */
const wholeKeys =
  /(_pkey \((id|id, clinic_id|clinic_id, (id|message_id|appointment_id(, starts_at)?))\)|_number \(whatsapp_number\)|_one_move \(clinic_id, replaces\)|_written \(clinic_id\))$/;

describe('the plans of claims', () => {
  it('take due work of a clinic from its index, and rows by their place, when there is nothing yet to measure', async () => {
    await connect();
    // the moves of a clinic; the plan is thrown away before there are many
    expect(await otherScans(/^appointments by appointments_live_by_end/)).toEqual([]);
  });

  it.each([
    [1, 1],
    [1, 60],
    [5, 12],
    [40, 1],
  ])(
    'do so soon after tables have grown that had statistics of %d clinics with %d rows',
    async (clinics, each) => {
      await owner.query(emptied);
      await grow(clinics, each);
      await owner.query('analyze');
      await connect();
      await grow(40, 200);
      await pools.claims.query('discard plans');
      expect(await otherScans()).toEqual([]);
    },
  );

  it.each(names)('are seen to be others when %s has not its index', async (claim) => {
    const [table, index] = dueIndexes[claim];
    const { rows } = await owner.query<{ made: string }>('select pg_get_indexdef($1::regclass) as made', [
      index,
    ]);
    await owner.query(`drop index ${index}`);
    await connect();
    expect((await scansOf(claim)).filter((scan) => scan.includes(`${table} by ${index} `))).toEqual([]);
    await expect(otherScans()).rejects.toThrow();
    await owner.query(rows[0]?.made ?? '');
  });
});
