import { totalmem } from 'node:os';
import type pg from 'pg';
import { startBenchPostgres } from '../database.ts';
import { addClinics, patientsOf } from '../whole-path/closed-loop.ts';
import type { Patient } from '../whole-path/patients.ts';
import { fill } from './fill/fill.ts';
import { compareWithProduct } from './fill/same-as-product.ts';
import { sizeOf } from './fill/size.ts';
import { compareIngest, compareWholePath } from './loads.ts';
import { reportPrivacy } from './privacy.ts';
import { reportReads } from './reads/report.ts';
import { reportSizes } from './sizes.ts';

const load = { clinics: 200, patients: 2_000 };

/**
 * What so many stored messages do to everything: reads, ingest, the whole path, bytes, retention and export. A database that
 * is nearly empty and one that is full are in the same server, so that both are measured in turns. Resolves with whether every
 * read is quick enough.
 */
export async function benchScale(messages: number, parts: string, largestPercent: number): Promise<boolean> {
  const size = sizeOf(messages, largestPercent / 100);
  console.log(
    `${size.messages} messages, ${size.conversations} conversations, ${size.clinics} clinics; the largest has ` +
      `${size.ofLargest} conversations, ${size.busyClinics} have ${Math.floor(size.ofBusy / size.busyClinics)}`,
  );
  const isWanted = (part: string) => parts === 'all' || parts.split(',').includes(part);
  const postgres = await startBenchPostgres({
    counting: true,
    settings: { shared_buffers: quarterOfMemory() },
  });
  try {
    const full = await postgres.database('bench_full');
    const filled = await fill(full, size);
    if (isWanted('check')) await compareWithProduct(postgres, full, filled);
    if (isWanted('sizes')) await reportSizes(full.pool);
    const over = isWanted('reads') ? await reportReads(full, filled) : 0;
    if (isWanted('loads')) {
      const empty = await postgres.database('bench_empty');
      await addClinics(empty, load.clinics);
      await compareIngest({ empty, full });
      const patients = { empty: patientsOf(load), full: await patientsIn(full.pool) };
      await compareWholePath(postgres, { empty, full }, patients);
    }
    if (isWanted('privacy')) await reportPrivacy(full, filled);
    return over === 0;
  } finally {
    await postgres.stop();
  }
}

/** As the handbook advises, where the machine is the database's own. */
const quarterOfMemory = () => `${Math.floor(totalmem() / 4 / 2 ** 20)}MB`;

/** Of clinics all over, the same number of patients of each, those who wrote first. */
async function patientsIn(pool: pg.Pool): Promise<readonly Patient[]> {
  const { rows } = await pool.query<{ phone: string; digits: string; phoneNumberId: string }>(
    `select i.value as phone, number.whatsapp_number as digits, number.phone_number_id as "phoneNumberId"
     from (select * from clinic_whatsapp_numbers order by clinic_id limit $1) as number
     cross join lateral (
       select contact_id from whatsapp_conversations_improved as c
       -- who is led by people gets no answer
       where c.clinic_id = number.clinic_id and c.mode = 'assistant' and not c.attention ? 'handover'
       order by id limit $2
     ) as c
     join contact_identities as i on i.contact_id = c.contact_id and i.clinic_id = number.clinic_id and i.kind = 'wa_id'
     order by md5(i.value)`,
    [load.clinics, load.patients / load.clinics],
  );
  return rows.map(({ phone, ...number }) => ({ phone, number }));
}
