import type { Pool } from 'pg';
import type { Pools } from '../../../src/adapters/postgres/pool.ts';
import { postgresStores } from '../../../src/adapters/postgres/stores.ts';
import { hmacErasureKeys } from '../../../src/adapters/crypto/erasure-keys.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import { clinicId, type ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { phone } from '../../support/builders/a-received-message.ts';
import { everythingIn } from '../../support/database/everything.ts';
import type { Harness } from './harness.ts';
import { makeAppointmentsOlder } from './postgres-appointments.ts';
import { makeGrantsOlder, readGrant, readRevocations } from './postgres-grants.ts';
import { readStoredMessages } from './postgres-messages.ts';

const tables = [
  'clinics',
  'alerts',
  'contacts',
  'contact_merges',
  'whatsapp_conversations_improved',
  'whatsapp_messages_improved',
  'send_pacing',
  'webhook_items',
  'google_calendar_tokens_by_clinic',
  'google_oauth_states',
  'google_revocations',
  'clinic_calendars',
  'appointments',
  'idempotency_keys',
  'audit_log',
  'erasures',
  'erased_keys',
  'idempotent_requests',
  'request_budgets',
  'clinic_members',
  'clinic_context_versions',
  'clinic_whatsapp_numbers',
  'contact_identities',
  'api_keys',
];

/** Ten times as fast as `truncate`, which makes new files; without triggers, since the audit log lets nothing be deleted. */
const emptied = [
  'begin',
  'set local session_replication_role = replica',
  ...tables.map((table) => `delete from ${table}`),
  'commit',
].join('; ');

/**
 * The stores with the roles they have in the product; the test itself looks at the rows as their owner. Emptied for
 * every test: claims and counts look at all clinics.
 */
export async function postgresHarness(owner: Pool, pools: Pools, ingestPool: Pool): Promise<Harness> {
  await owner.query(emptied);
  const ids = uuidV7Ids;
  const erasureKeys = hmacErasureKeys(new Uint8Array(32).fill(7));
  return {
    stores: postgresStores(pools, ingestPool, { ids, erasureKeys }),
    ids,
    erasureKeys,
    now: () => new Date(),
    async passTime(ms) {
      await makeOlder(owner, ms);
      await makeGrantsOlder(owner, ms);
      await makeAppointmentsOlder(owner, ms);
    },
    async addClinic({
      name = 'Clínica Aurora',
      simulation = false,
      active = true,
      contextualization = {},
    } = {}) {
      const id = clinicId(ids.next());
      await owner.query(
        'insert into clinics (id, name, simulation_mode, is_active, contextualization_json) values ($1, $2, $3, $4, $5)',
        [id, name, simulation, active, JSON.stringify(contextualization)],
      );
      return id;
    },
    async addNumber(id, { whatsappNumber, phoneNumberId, wabaId, active = true }) {
      await owner.query(
        `insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, waba_id, is_active)
         values ($1, $2, $3, $4, $5)`,
        [id, whatsappNumber, phoneNumberId, wabaId, active],
      );
      const number: ClinicNumber = { clinicId: id, whatsappNumber: phone(whatsappNumber) };
      return phoneNumberId === undefined ? number : { ...number, phoneNumberId };
    },
    async deactivate(id) {
      await owner.query('update clinics set is_active = false where id = $1', [id]);
    },
    readMessages: (id) => readStoredMessages(owner, id),
    async readConversation(id, conversation) {
      const { rows } = await owner.query(
        'select * from whatsapp_conversations_improved where clinic_id = $1 and id = $2',
        [id, conversation],
      );
      const [row] = rows as Record<string, unknown>[];
      return {
        contactId: contactId(String(row?.['contact_id'])),
        mode: String(row?.['mode']),
        epoch: Number(row?.['epoch']),
        arrivals: Number(row?.['arrivals']),
        unread: Number(row?.['unread']),
        turnWaits: row?.['turn_due_at'] !== null,
        lastPatientMessageAt: (row?.['last_patient_message_at'] ?? undefined) as Date | undefined,
        mergedInto: (row?.['merged_into'] ?? undefined) as string | undefined,
      };
    },
    async readConversationCount(id) {
      const counted =
        'select count(*)::integer as n from whatsapp_conversations_improved where clinic_id = $1';
      const { rows } = await owner.query<{ n: number }>(counted, [id]);
      return rows[0]?.n ?? 0;
    },
    async overwriteContext(id, document) {
      await owner.query('update clinics set contextualization_json = $2 where id = $1', [
        id,
        JSON.stringify(document),
      ]);
    },
    async readFlags(id, contact) {
      const found = 'select flags from contacts where clinic_id = $1 and id = $2';
      const { rows } = await owner.query<{ flags: string[] }>(found, [id, contact]);
      return rows[0]?.flags ?? [];
    },
    readGrant: (id) => readGrant(owner, id),
    readRevocations: () => readRevocations(owner),
    readEverything: () => everythingIn(owner),
  };
}

/** Time passes by making what is written older. */
async function makeOlder(owner: Pool, ms: number): Promise<void> {
  const older = (columns: readonly string[]) =>
    columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
  const conversation = [
    'turn_first_at',
    'turn_due_at',
    'turn_lease_until',
    'human_until',
    'last_patient_message_at',
  ];
  await owner.query(`update whatsapp_conversations_improved set ${older(conversation)}`, [ms]);
  const message = ['created_at', 'next_attempt_at', 'lease_until'];
  await owner.query(`update whatsapp_messages_improved set ${older(message)}`, [ms]);
  await owner.query(`update clinics set ${older(['sends_stopped_until', 'sends_stopped_at'])}`, [ms]);
  await owner.query(`update send_pacing set ${older(['next_free_at'])}`, [ms]);
  await owner.query(`update contacts set ${older(['created_at'])}`, [ms]);
  await owner.query(`update webhook_items set ${older(['received_at'])}`, [ms]);
}
