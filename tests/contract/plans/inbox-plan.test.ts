import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresConversations } from '../../../src/adapters/postgres/messaging/views/conversation-views.ts';
import { openPool, openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import type { ConversationQuery } from '../../../src/application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { rowsRead } from '../../support/database/rows-read.ts';
import { openTwoClinics, type TwoClinics } from '../../support/database/two-clinics.ts';

let clinics: TwoClinics;
let owner: TwoClinics['owner'];
let [ours, theirs]: ClinicId[] = [];
let phones = 0;

beforeEach(async () => {
  clinics = await openTwoClinics();
  ({ owner, ours, theirs } = clinics);
});
afterEach(() => clinics.close());

/**
 * So many conversations. Of four hundred, one is led by people, another one for a while, one is somebody's, one is unread, one
 * waits, and one is of a person with a rare name.
 */
const add = async (clinic: ClinicId, conversations: number) => {
  await owner.query(
    `with numbered as (
       select gen_random_uuid() as id, n, n % 400 as nth from generate_series(1, $2::integer) as n
     ), people as (
       insert into contacts (clinic_id, id, profile_name)
       select $1, id, case nth when 4 then 'Zulmira Quaresma' else 'Ana Beatriz Almeida' end from numbered
     ), identities as (
       insert into contact_identities (clinic_id, kind, value, contact_id)
       select $1, 'phone', '5511' || 900000000 + $3::integer + n, id from numbered
     )
     insert into whatsapp_conversations_improved
       (clinic_id, id, whatsapp_number, contact_id, last_message_at, mode, human_until, assigned_to, unread,
       attention)
     select $1, id, '551133330000', id, now() - n * interval '1 minute',
       case when nth in (0, 1, 5) then 'human' else 'assistant' end,
       -- what ended long ago stays until the patient writes again
       case nth when 1 then now() + interval '1 hour' when 5 then now() - interval '1 day' end,
       case nth when 2 then 'user:ana' end, (nth = 3)::integer,
       case nth when 6 then jsonb_build_object('handover', jsonb_build_object(
         'reason', 'complaint', 'summary', '', 'at', '2026-11-30T12:00:00Z'
       )) end
     from numbered`,
    [clinic, conversations, phones],
  );
  phones += conversations;
};

/** What is read of a table by a program that has just connected. */
async function readsOf(query: Partial<ConversationQuery>) {
  const settings = { url: clinics.url, max: 1, applicationName: 'atende contract' };
  const ignore = () => undefined;
  const system = openPool({ ...settings, role: 'atende_system' }, ignore);
  const tenants = openTenantPool(settings, ignore);
  const reads = async () =>
    (await rowsRead(owner, 'whatsapp_conversations_improved')) +
    (await rowsRead(owner, 'contacts', 'contacts_name_pieces')) +
    (await rowsRead(owner, 'contact_identities', 'contact_identities_phone_pieces'));
  const before = await reads();
  const conversations = postgresConversations({ system, tenants });
  const found = await conversations.list({ clinicId: ours!, unreadOnly: false, limit: 30, ...query });
  const counts = await conversations.counts(ours!, 'user:ana');
  await Promise.all([system.end(), tenants.connections.end()]);
  return { found: found.length, counts, reads: (await reads()) - before };
}

/** Of those of whom there is one in four hundred. */
const few = 30;
const filters: readonly (readonly [string, Partial<ConversationQuery>, number])[] = [
  ['all', {}, 30],
  ['what people lead', { mode: 'human' }, 30],
  ['what is unread', { unreadOnly: true }, 30],
  ['what somebody looks after', { assignedTo: 'user:ana' }, 30],
  ['what nobody looks after', { assignedTo: 'user:bia' }, 0],
  ['a part of a rare name', { search: 'lmira quar' }, 30],
  ['a name that nobody has', { search: 'Xenofonte' }, 0],
  ['who waits', { waitingOnly: true }, 30],
  ['a number that nobody has', { search: '5511811111111' }, 0],
];

describe('a list of the inbox with the counts', () => {
  it.each([
    ['tables that nobody has measured', 0, 0, false],
    ['statistics of empty tables', 0, 0, true],
    ['statistics of a few conversations', 400, 400, true],
    ['statistics of another clinic alone', 0, 9_000, true],
  ])(
    'reads what it shows and little more, with %s',
    { timeout: 120_000 },
    async (_, own, other, isAnalyzed) => {
      if (own > 0) await add(ours!, own);
      if (other > 0) await add(theirs!, other);
      if (isAnalyzed) await owner.query('analyze');
      await add(ours!, few * 400);
      await add(theirs!, few * 400);
      // while others alone are measured, any index of the clinic looks as good as that of a person
      const asked = filters.filter(([, { search }]) => other === 0 || search === undefined);
      const each = few + own / 400;
      for (const [name, query, found] of asked) {
        const list = await readsOf(query);
        expect([name, list.found]).toEqual([name, found]);
        expect(list.counts).toEqual({
          ...{ waiting: each, unread: each, mine: each },
          ...{ human: 2 * each, assistant: 1_000 },
        });
        // a thousand are counted; each that is shown is looked up in all three tables
        expect([name, list.reads < 3_000]).toEqual([name, true]);
      }
    },
  );
});
