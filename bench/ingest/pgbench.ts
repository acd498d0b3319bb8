import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchDatabase } from '../database.ts';

const run = promisify(execFile);

/** The statements of the plain baseline, without Node or HTTP around them. Transactions per second. */
export async function pgbench(
  { url, pool }: BenchDatabase,
  clients: number,
  seconds: number,
): Promise<number> {
  const { rows } = await pool.query<{ clinic_id: string }>(
    'select clinic_id from clinic_whatsapp_numbers limit 1',
  );
  const clinic = rows[0]?.clinic_id ?? '';
  await pool.query(
    `with people as (
       insert into contacts (clinic_id, id)
       select $1::uuid, md5('p' || n)::uuid from generate_series(1, 5000) as n
       on conflict do nothing returning id
     )
     insert into contact_identities (clinic_id, kind, value, contact_id)
     select $1::uuid, 'phone', 'p' || n, md5('p' || n)::uuid from generate_series(1, 5000) as n
     on conflict do nothing`,
    [clinic],
  );
  // two clients that make the same conversation at once would meet in its primary key, which the script does not expect
  await pool.query(
    `insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
     select $1::uuid, md5('p' || n)::uuid, '5511955500000', md5('p' || n)::uuid from generate_series(1, 5000) as n
     on conflict do nothing`,
    [clinic],
  );
  const folder = await mkdtemp(join(tmpdir(), 'atende-pgbench-'));
  const file = join(folder, 'statements.sql');
  await writeFile(
    file,
    `\\set person random(1, 5000)
begin;
select contact_id from contact_identities where clinic_id = '${clinic}' and kind = 'phone' and value = 'p' || :person;
insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id) values ('${clinic}', md5('p' || :person)::uuid, '5511955500000', md5('p' || :person)::uuid) on conflict (clinic_id, whatsapp_number, contact_id) do update set unread = whatsapp_conversations_improved.unread returning id;
insert into whatsapp_messages_improved (clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload, status, sent_at, awaits_turn) select '${clinic}', id, md5('p' || :person)::uuid, 'inbound', 'patient', id::text, id, 'text', 'Mensagem: quanto custa a consulta?', json_build_object('from', '5511955500000', 'id', id, 'timestamp', '1790000000', 'type', 'text', 'text', json_build_object('body', 'Mensagem: quanto custa a consulta?')), 'received', now(), true from gen_random_uuid() as id on conflict (clinic_id, dedupe_key) where dedupe_key is not null do nothing;
update whatsapp_conversations_improved set arrivals = arrivals + 1, unread = unread + 1, last_message_at = now(), last_patient_message_at = now(), turn_first_at = coalesce(turn_first_at, now()), turn_due_at = now() + interval '1500 ms' where clinic_id = '${clinic}' and id = md5('p' || :person)::uuid;
commit;
`,
  );
  try {
    const { stdout } = await run('pgbench', [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      '2',
      '-T',
      String(seconds),
      '-f',
      file,
      url,
    ]);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
