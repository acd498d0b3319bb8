import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool, openTenantPool, type Pools } from '../../../src/adapters/postgres/pool.ts';
import { postgresStores } from '../../../src/adapters/postgres/stores.ts';
import { hmacErasureKeys } from '../../../src/adapters/crypto/erasure-keys.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { noCounts } from '../../../src/domain/privacy/erasure.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { fillTables, markerOf, type Row } from '../../support/isolation/fill.ts';
import { storeAttacks } from '../../support/isolation/store-attacks.ts';
import { readTables, type Table } from '../../support/isolation/tables.ts';

// Whatever a use case asks of a store for one clinic, with ids, keys and leases of another one in its hands.

const own = clinicId('0a8f0000-0000-7000-8000-000000000000');
const needs = { ids: uuidV7Ids, erasureKeys: hmacErasureKeys(new Uint8Array(32).fill(7)) };
const victim = clinicId('0b8f0000-0000-7000-8000-000000000000');
let database: TestDatabase;
let owner: pg.Client;
let tables: readonly Table[];
let rows: ReadonlyMap<string, Row>;
const pools: { as: 'roles' | 'owner'; pools: Pools }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
  tables = await readTables(owner);
  await fillTables(owner, tables, [victim]);
  await owner.query(`insert into clinics (id, name) values ($1, 'Clínica Aurora')`, [own]);
  await owner.query(sensible);
  rows = new Map([
    ...(await Promise.all(tables.map(async (table) => [table.name, await rowOf(table)] as const))),
    ['webhook_items of nobody', (await owner.query<Row>(nobodys)).rows[0] ?? {}],
  ]);
  const settings = { url: database.url, max: 4, applicationName: 'atende contract' };
  const open = (role: 'atende_system' | undefined) => openPool({ ...settings, role }, () => undefined);
  pools.push(
    {
      as: 'roles',
      pools: {
        system: open('atende_system'),
        claims: open('atende_system'),
        batches: open('atende_system'),
        tenants: openTenantPool(settings, () => undefined),
      },
    },
    {
      as: 'owner',
      pools: {
        system: open(undefined),
        claims: open(undefined),
        batches: open(undefined),
        tenants: { connections: open(undefined) },
      },
    },
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(
    pools.flatMap(({ pools: { system, claims, batches, tenants } }) =>
      [system, claims, batches, tenants.connections].map((pool) => pool.end()),
    ),
  );
  await owner.end();
  await database.drop();
});

async function rowOf({ name, clinicColumn }: Table): Promise<Row> {
  if (clinicColumn === undefined) return {};
  const found = await owner.query<Row>(`select * from ${name} where "${clinicColumn}" = $1`, [victim]);
  return found.rows[0] ?? {};
}

/**
 * The victim's rows as their stores would have left them, so that there is something to claim, settle and list; and an
 * item to the victim's number that is nobody's yet.
 */
const sensible = `
  set session_replication_role = replica;
  update contact_identities set kind = 'phone', value = '551155500777', superseded_at = null, contact_id = contacts.id
    from contacts;
  update contact_merges set undone_at = null;
  update push_told set conversation_id = c.id from whatsapp_conversations_improved as c;
  update push_deliveries set conversation_id = c.id, subscription_id = browser.id, lease_until = now() + interval '1 hour'
    from whatsapp_conversations_improved as c, push_subscriptions as browser;
  update conversation_notes set conversation_id = c.id from whatsapp_conversations_improved as c;
  update whatsapp_conversations_improved set mode = 'assistant', merged_into = null, contact_id = contacts.id from contacts;
  update whatsapp_messages_improved set status = 'sending', direction = 'outbound', conversation_id = c.id
    from whatsapp_conversations_improved as c;
  update message_words set message_id = m.id, created_at = m.created_at,
    keys = word_keys(m.clinic_id, m.created_at, m.content, m.details) from whatsapp_messages_improved as m;
  update media_uploads set message_id = m.id from whatsapp_messages_improved as m;
  update outgoing_files set sealed_key = null;
  update erasures set state = 'done', counts = '${JSON.stringify(noCounts)}';
  update google_calendar_tokens_by_clinic set status = 'connected', lease_until = now() - interval '1 minute', failures = 0;
  update google_revocations set finished_at = null;
  update webhook_items set resolved_at = null, signer = null, item = (item::jsonb || '{"kind": "message"}')::json;
  insert into webhook_items (id, reason, item, dedupe_key, phone_number_id)
    select gen_random_uuid(), reason, item, gen_random_uuid(), number.phone_number_id
    from webhook_items, clinic_whatsapp_numbers as number;
  update contacts set merged_into = null;
  update appointments set state = 'confirmed', contact_id = contacts.id, conversation_id = null, ends_at = starts_at + interval '1 hour',
    next_sync_at = now() + interval '1 hour', event_changes = 8, event_looked = 7, asked_about = null,
    requested_at = now(), during = tstzrange(starts_at, starts_at + interval '1 hour') from contacts;
  update idempotency_keys set appointment_id = appointments.id from appointments;
  update idempotent_requests set status = null, lease_until = now() - interval '1 minute';
  update alerts set resolved_at = null;
  update objective_days set objective = 'answered';
  update api_keys set role = 'service';
  update clinic_members set role = 'clinic-staff';
  update whatsapp_secrets set whatsapp_number = number.whatsapp_number from clinic_whatsapp_numbers as number;
  update whatsapp_number_health set whatsapp_number = number.whatsapp_number, health = null, issues = '{}'
    from clinic_whatsapp_numbers as number;
  update whatsapp_onboardings set flow = 'token', state = 'running', steps = '{}', findings = '[]', choices = '[]', problem = null,
    ended_at = null, whatsapp_number = null;
  set session_replication_role = origin`;

const nobodys = 'select * from webhook_items where clinic_id is null';
const ofVictim = async (): Promise<string> =>
  JSON.stringify([
    (await owner.query<Row>(nobodys)).rows,
    ...(await Promise.all(
      tables.map(async ({ name, clinicColumn }): Promise<readonly Row[]> => {
        if (clinicColumn === undefined) return [];
        return (await owner.query<Row>(`select * from ${name} where "${clinicColumn}" = $1`, [victim])).rows;
      }),
    )),
  ]);

/** Puts the victim's rows back as they were. */
async function restorer(): Promise<() => Promise<void>> {
  const saved = await Promise.all(
    tables.flatMap(({ name, clinicColumn }) =>
      clinicColumn === undefined
        ? []
        : [
            owner
              .query<{ rows: string }>(
                `select jsonb_agg(to_jsonb(t))::text as rows from ${name} as t where "${clinicColumn}" = $1`,
                [victim],
              )
              .then((found) => ({ name, clinicColumn, rows: found.rows[0]?.rows })),
          ],
    ),
  );
  return async () => {
    await owner.query('set session_replication_role = replica');
    for (const { name, clinicColumn, rows: kept } of saved) {
      await owner.query(`delete from ${name} where "${clinicColumn}" = $1`, [victim]);
      await owner.query(`insert into ${name} select * from jsonb_populate_recordset(null::${name}, $1)`, [
        kept,
      ]);
    }
    await owner.query('set session_replication_role = origin');
  };
}

/** What a store gave, or said when it refused. */
async function heard(attack: () => Promise<unknown>): Promise<string> {
  try {
    const given: unknown = await attack();
    return given === undefined ? '' : JSON.stringify(given instanceof Map ? [...given] : given);
  } catch (error) {
    const { name, message, detail, details } = error as Error & { detail?: unknown; details?: unknown };
    // a row that came out and could not be read is a leak, too
    return name === 'ZodError'
      ? `${markerOf(victim)} some.row`
      : JSON.stringify({ message, detail, details });
  }
}

/** What the attempts hand over themselves, and so may hear again. */
const handedOver = new Set([
  'alerts.kind',
  'alerts.subject',
  'google_oauth_states.state_hash',
  'clinic_members.user_id',
  'whatsapp_onboardings.waba_id',
  'whatsapp_onboardings.phone_number_id',
]);
const shown = (answer: string): readonly string[] =>
  [...answer.matchAll(new RegExp(`${markerOf(victim)} ([\\w.]+)`, 'g'))].flatMap(([, column = '']) =>
    handedOver.has(column) ? [] : [column],
  );

const attacksFor = (clinic: ClinicId, given: Pools) =>
  Object.entries(
    storeAttacks(postgresStores(given, given.system, needs), clinic, (table) => rows.get(table) ?? {}),
  ).flatMap(([name, attack]) => (typeof attack === 'string' ? [] : [{ name, attack }]));

describe.each([
  ['with the roles of the program', 0],
  // the statements name the clinic as well: two locks, and each must hold alone
  ['as the owner, whom no policy binds', 1],
])('%s', (_, which) => {
  test('no method of a store shows or changes a row of another clinic', async () => {
    const before = await ofVictim();
    const holes: string[] = [];
    for (const { name, attack } of attacksFor(own, pools[which]!.pools)) {
      const answer = await heard(attack);
      if (shown(answer).length > 0) holes.push(`${name} shows ${shown(answer).join()}`);
      if ((await ofVictim()) !== before) {
        holes.push(`${name} changes`);
        break;
      }
    }
    expect(holes).toEqual([]);
  });
});

/** Answers that are the same whosever it is: a count, a refusal; and what no row of the victim's is ready for. */
const silent = [
  'people.undoMerge',
  // its message is another row
  'messageMedia.find',
  // no filled file is lost
  'messageMedia.hasUnavailable',
  // no filled row is of a filled visit
  'eventTexts.inWork',
  // no filled row is a confirmed visit
  'reminders.unconfirmed',
  // nor a reminder that was sent
  'reminders.queued',
  // no filled message is an answer of the filled turn
  'turnRecords.ofReply',
  // no filled message has gone out
  'conversations.shown',
  // a count
  'conversations.counts',
  // no filled identity is of the filled patient
  'conversations.identities',
  // nobody waits in it
  'conversations.queue',
  // something was said in it already
  'conversations.begin',
  'windowWaits.sayAgain',
  'windowWaits.release',
  'templates.endUse',
  'templates.forPurpose',
  // no filled template is of the filled number's account
  'templates.ofNumber',
  'windowWaits.end',
  'oauthStates.add',
  // no filled row waits for a choice
  'whatsAppOnboardings.choose',
  'appointments.leavingCalendar',
  'apiKeys.add',
  'clinicNumbers.add',
  // the filled destination is a mailbox
  'alertDestinations.replaceSecret',
];

describe('the attempts', () => {
  test('hit when they are made as the clinic itself (or they say nothing)', async () => {
    const restore = await restorer();
    const missed: string[] = [];
    for (const { name, attack } of attacksFor(victim, pools[0]!.pools)) {
      const before = await ofVictim();
      const answer = await heard(attack);
      if (shown(answer).length === 0 && (await ofVictim()) === before) missed.push(name);
      await restore();
    }
    expect(missed.sort()).toEqual([...silent].sort());
  }, 120_000);
});
