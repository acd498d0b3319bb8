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
  'objective_days',
  'clinics',
  'alerts',
  'alert_destinations',
  'alert_deliveries',
  'push_subscriptions',
  'push_told',
  'push_deliveries',
  'contacts',
  'contact_merges',
  'whatsapp_conversations_improved',
  'whatsapp_messages_improved',
  'message_words',
  'send_pacing',
  'webhook_items',
  'google_calendar_tokens_by_clinic',
  'google_oauth_states',
  'google_revocations',
  'clinic_calendars',
  'reminders',
  'event_texts',
  'appointments',
  'calendar_feeds',
  'calendar_channels',
  'idempotency_keys',
  'audit_log',
  'erasures',
  'erased_keys',
  'deleted_blobs',
  'conversation_notes',
  'message_media',
  'media_uploads',
  'outgoing_files',
  'idempotent_requests',
  'request_budgets',
  'clinic_members',
  'clinic_context_versions',
  'quick_answers',
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
      await owner.query(
        `update whatsapp_onboardings set next_at = next_at - $1 * interval '1 ms',
           lease_until = lease_until - $1 * interval '1 ms'`,
        [ms],
      );
      await owner.query("update clinics set retention_due_at = retention_due_at - $1 * interval '1 ms'", [
        ms,
      ]);
      await owner.query("update whatsapp_number_health set due_at = due_at - $1 * interval '1 ms'", [ms]);
      await owner.query("update turn_records set recorded_at = recorded_at - $1 * interval '1 ms'", [ms]);
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
    'last_message_at',
    'last_patient_message_at',
  ];
  await owner.query(`update whatsapp_conversations_improved set ${older(conversation)}`, [ms]);
  const message = ['created_at', 'failed_at', 'next_attempt_at', 'lease_until'];
  await owner.query(`update whatsapp_messages_improved set ${older(message)}`, [ms]);
  await owner.query(
    `update message_media set ${older(['next_attempt_at', 'lease_until', 'available_until', 'transcript_due_at', 'transcript_lease_until'])}`,
    [ms],
  );
  const stops = older(['sends_stopped_until', 'sends_stopped_at', 'created_at']);
  await owner.query(`update clinic_whatsapp_numbers set ${stops}`, [ms]);
  await owner.query(`update media_uploads set ${older(['next_attempt_at', 'lease_until', 'usable_until'])}`, [
    ms,
  ]);
  await owner.query(`update outgoing_files set ${older(['created_at'])}`, [ms]);
  await owner.query(`update conversation_notes set ${older(['created_at'])}`, [ms]);
  await owner.query(`update send_pacing set ${older(['next_free_at'])}`, [ms]);
  await owner.query(`update contacts set ${older(['created_at'])}`, [ms]);
  await owner.query(`update alerts set ${older(['opened_at', 'announce_at', 'announce_lease_until'])}`, [ms]);
  await owner.query(
    `update alert_destinations set ${older(['created_at', 'next_attempt_at', 'lease_until'])}`,
    [ms],
  );
  await owner.query(`update alert_deliveries set ${older(['due_at'])}`, [ms]);
  await owner.query(`update push_subscriptions set ${older(['since', 'renewed_at', 'ends_at'])}`, [ms]);
  await owner.query(`update push_told set ${older(['since', 'told_at'])}`, [ms]);
  await owner.query(`update push_deliveries set ${older(['since', 'due_at', 'lease_until'])}`, [ms]);
  await owner.query(`update webhook_items set ${older(['received_at'])}`, [ms]);
}
