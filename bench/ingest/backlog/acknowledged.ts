import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub } from '../../../tests/support/vendors/graph-stub.ts';
import type { BenchDatabase, BenchPostgres } from '../../database.ts';
import { openLoop } from '../open-loop.ts';
import { signature } from '../signed-requests.ts';
import { startProduct } from '../../servers/start.ts';
import { addClinics } from '../../whole-path/closed-loop.ts';
import { messageBody } from '../../whole-path/patients.ts';

const clinics = 200;
const backlog = 20_000;
const patients = 2_000;
const perSecond = 100;
const rounds = 2;
const quietSeconds = 12;
const busySeconds = 20;

/** 100 webhooks a second of known patients, alone and while a backlog of turns drains in the same process, in turns. */
export async function acknowledgedBesideWork(postgres: BenchPostgres, tree?: string): Promise<void> {
  const database = await postgres.database('bench_backlog');
  await addClinics(database, clinics);
  const graph = await startGraphStub();
  const product = await startProduct(
    database.url,
    21_308,
    { ROLE: 'web,worker', META_GRAPH_URL: graph.url, TURN_DEBOUNCE_MS: '100' },
    tree,
  );
  let n = 0;
  const webhooks = (count: number) =>
    Array.from({ length: count }, () => {
      const patient = (n += 1) % patients;
      const body = messageBody('b', n, patient, patient % clinics);
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) };
      return { headers, body };
    });
  const measure = async (what: string, seconds: number) => {
    const [due, sent] = [await dueTurns(database), graph.sent.length];
    const records = webhooks(perSecond * seconds);
    const { p50, p99, failures } = await openLoop(product.url, records, perSecond);
    const left = await dueTurns(database);
    console.log(
      `${perSecond} webhooks/s for ${seconds} s, ${what}: acknowledged p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
        `failures ${failures}; ${due} turns due before and ${left} after, ` +
        `${((graph.sent.length - sent) / seconds).toFixed(0)} answers/s`,
    );
  };
  try {
    // everybody has written before
    await openLoop(product.url, webhooks(patients), 2 * perSecond);
    await pause(3_000);
    for (let round = 0; round < rounds; round += 1) {
      await measure('no backlog', quietSeconds);
      await addBacklog(database, round);
      await measure('beside a backlog', busySeconds);
      await forgetBacklog(database);
      await pause(3_000);
    }
  } finally {
    await product.stop();
    graph.close();
  }
}

async function dueTurns({ pool }: BenchDatabase): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::integer as n from whatsapp_conversations_improved where turn_due_at is not null',
  );
  return rows[0]?.n ?? 0;
}

/** Patients of all clinics who have written and wait for their answers since now. */
async function addBacklog({ pool }: BenchDatabase, round: number): Promise<void> {
  await pool.query(
    `with people as (
       insert into contacts (clinic_id, id, profile_name)
       select clinic_id, gen_random_uuid(), 'Paciente de teste'
       from clinic_whatsapp_numbers, generate_series(1, $1::integer)
       returning clinic_id, id
     ), numbered as (
       select *, row_number() over () + $2 * 1000000 as n from people
     ), identities as (
       insert into contact_identities (clinic_id, kind, value, contact_id)
       select clinic_id, kind, '551198' || lpad(n::text, 7, '0'), id
       from numbered cross join unnest(array['phone', 'wa_id']) as kind
     ), conversations as (
       insert into whatsapp_conversations_improved (
         clinic_id, id, whatsapp_number, contact_id, arrivals, unread, turn_first_at, turn_due_at, last_message_at,
         last_patient_message_at
       )
       select clinic_id, gen_random_uuid(), whatsapp_number, numbered.id, 1, 1, now(), now(), now(), now()
       from numbered join clinic_whatsapp_numbers using (clinic_id)
       returning clinic_id, id
     )
     insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload, status,
       sent_at, awaits_turn
     )
     select clinic_id, gen_random_uuid(), id, 'inbound', 'patient', 'wamid.due' || id, gen_random_uuid(), 'text',
       'Qual é o endereço de vocês?', '{}', 'received', now(), true
     from conversations`,
    [Math.ceil(backlog / clinics), round],
  );
  await pool.query('vacuum analyze');
}

/** What is left of it is not answered any more. */
async function forgetBacklog({ pool }: BenchDatabase): Promise<void> {
  await pool.query(
    `update whatsapp_conversations_improved set turn_due_at = null, turn_first_at = null where turn_due_at is not null`,
  );
}
