import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresConversations } from '../../../src/adapters/postgres/messaging/views/conversation-views.ts';
import { openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { rowsRead } from '../../support/database/rows-read.ts';
import { openTwoClinics, type TwoClinics } from '../../support/database/two-clinics.ts';

let clinics: TwoClinics;
let owner: TwoClinics['owner'];
let [ours, theirs]: ClinicId[] = [];

beforeEach(async () => {
  clinics = await openTwoClinics();
  ({ owner, ours, theirs } = clinics);
});
afterEach(() => clinics.close());

/** So many conversations; each hundredth waits, the oldest of them for an emergency. */
const add = (clinic: ClinicId, conversations: number) =>
  owner.query(
    `with people as (
       insert into contacts (clinic_id, id)
       select $1, gen_random_uuid() from generate_series(1, $2::integer)
       returning id
     ), numbered as (select id, row_number() over () as n from people)
     insert into whatsapp_conversations_improved
       (clinic_id, id, whatsapp_number, contact_id, last_message_at, attention)
     select $1, gen_random_uuid(), '551133330000', id, now() - n * interval '1 minute',
       case when n % 100 = 0 then jsonb_build_object('handover', jsonb_build_object(
         'reason', case when n = $2::integer then 'emergency' else 'complaint' end, 'summary', '',
         'at', to_char((now() - n * interval '1 minute') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       )) end
     from numbered`,
    [clinic, conversations],
  );

/** What is read by a program that has just connected. */
async function firstPage() {
  const tenants = openTenantPool(
    { url: clinics.url, max: 1, applicationName: 'atende contract' },
    () => undefined,
  );
  const reads = () => rowsRead(owner, 'whatsapp_conversations_improved');
  const before = await reads();
  const found = await postgresConversations({ system: tenants.connections, tenants }).queue({
    clinicId: ours!,
    limit: 50,
  });
  await tenants.connections.end();
  return { found, reads: (await reads()) - before };
}

describe('the first page of the team’s queue', () => {
  it.each([
    ['tables that nobody has measured', 0, 0, false],
    ['statistics of empty tables', 0, 0, true],
    ['statistics of a few conversations', 30, 30, true],
    ['statistics of another clinic alone', 0, 9_000, true],
  ])('reads who waits and little more, with %s', { timeout: 60_000 }, async (_, own, other, isAnalyzed) => {
    if (own > 0) await add(ours!, own);
    if (other > 0) await add(theirs!, other);
    if (isAnalyzed) await owner.query('analyze');
    await add(ours!, 20_000);
    await add(theirs!, 20_000);
    const { found, reads } = await firstPage();
    expect(found).toHaveLength(50);
    expect(found.map(({ waiting }) => waiting?.reason).slice(0, 2)).toEqual(['emergency', 'complaint']);
    // 200 wait
    expect(reads).toBeLessThan(1_500);
  });
});
