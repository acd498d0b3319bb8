import type pg from 'pg';
import type { BenchDatabase, BenchPostgres } from '../../database.ts';
import { talkToProduct } from './one-conversation.ts';
import type { Filled } from './rows.ts';

/** What a clinic has however many write to it, and what the fill adds that no patient's message leaves. */
const notOfMessages = new Set([
  ...['clinic_context_versions', 'clinic_whatsapp_numbers', 'objective_days', 'whatsapp_number_health'],
  ...['alerts', 'appointments', 'audit_log'],
]);

/**
 * Holds the fill to the product: a small clinic has, for each conversation, the rows in every table that one leaves which went
 * through the product, and its messages have values in the same columns.
 * @throws what differs
 */
export async function compareWithProduct(
  postgres: BenchPostgres,
  { pool }: BenchDatabase,
  filled: Filled,
): Promise<void> {
  const exchanges = filled.exchanges / filled.conversations;
  const real = await talkToProduct(postgres, exchanges);
  const differences: string[] = [];
  const [own, theirs] = [await lastClinic(pool), await lastClinic(real.pool)];
  for (const table of await tablesOfClinics(pool)) {
    if (notOfMessages.has(table)) continue;
    const [rows, expected] = [await rowsOf(pool, table, own), await rowsOf(real.pool, table, theirs)];
    // its number is paced, too
    const perClinic = table === 'send_pacing' ? 1 : 0;
    const wanted = (expected - perClinic) * own.conversations + perClinic;
    if (rows !== wanted) differences.push(`${table} has ${rows} rows for ${wanted}`);
  }
  for (const direction of ['inbound', 'outbound']) {
    const [columns, wanted] = [
      await valued(pool, own, direction),
      await valued(real.pool, theirs, direction),
    ];
    if (columns !== wanted)
      differences.push(`${direction} messages have ${columns}; the product's ${wanted}`);
  }
  if (differences.length > 0)
    throw new Error(`The fill is not what the product leaves: ${differences.join('; ')}`);
}

type Clinic = { readonly id: string; readonly conversations: number };

/** One with few conversations. */
async function lastClinic(pool: pg.Pool): Promise<Clinic> {
  const { rows } = await pool.query<Clinic>(
    `select clinic_id as id, count(*)::integer as conversations from whatsapp_conversations_improved
     group by clinic_id order by 2, 1 limit 1`,
  );
  if (rows[0] === undefined) throw new Error('There is no conversation');
  return rows[0];
}

async function tablesOfClinics(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
     where attname = 'clinic_id' and relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map(({ name }) => name);
}

async function rowsOf(pool: pg.Pool, table: string, { id }: Clinic): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::integer as n from ${table} where clinic_id = $1`,
    [id],
  );
  return rows[0]?.n ?? 0;
}

/** Columns that have values in all messages of a direction. */
async function valued(pool: pg.Pool, { id }: Clinic, direction: string): Promise<string> {
  const { rows } = await pool.query<{ columns: string }>(
    `select string_agg(key, ', ' order by key) as columns from (
       select key from whatsapp_messages_improved as m, jsonb_each(to_jsonb(m))
       where m.clinic_id = $1 and m.direction = $2 and value <> 'null'
       group by key
       having count(*) = (
         select count(*) from whatsapp_messages_improved where clinic_id = $1 and direction = $2
       )
     ) as filled`,
    [id, direction],
  );
  return rows[0]?.columns ?? '';
}
