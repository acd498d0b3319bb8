import { afterEach, beforeEach, expect, test } from 'vitest';
import { postgresConversations } from '../../../../src/adapters/postgres/messaging/views/conversation-views.ts';
import { openTenantPool } from '../../../../src/adapters/postgres/pool.ts';
import { openTwoClinics, type TwoClinics } from '../../../support/database/two-clinics.ts';
import { until } from '../../../support/until.ts';

let clinics: TwoClinics;
let tenants: ReturnType<typeof openTenantPool>;

beforeEach(async () => {
  clinics = await openTwoClinics();
  tenants = openTenantPool({ url: clinics.url, max: 1, applicationName: 'atende contract' }, () => undefined);
});
afterEach(async () => {
  await tenants.connections.end();
  await clinics.close();
});

const waits = async () => {
  // within a transaction Postgres says it as it was first asked
  await clinics.owner.query('select pg_stat_clear_snapshot()');
  const { rowCount } = await clinics.owner.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount === 1;
};

test.each(['list', 'queue'] as const)(
  'a page of the %s is whole although somebody is erased while it is read, so that another page follows',
  async (kind) => {
    const { owner, ours } = clinics;
    await owner.query(
      `with people as (
         insert into contacts (clinic_id, id) select $1, gen_random_uuid() from generate_series(1, 3) returning id
       )
       insert into whatsapp_conversations_improved
         (clinic_id, id, whatsapp_number, contact_id, last_message_at, attention)
       select $1, gen_random_uuid(), '551133330000', id, now(),
         '{"handover": {"reason": "asked", "summary": "", "at": "2026-01-01T00:00:00Z"}}'
       from people`,
      [ours],
    );
    await owner.query('begin; lock table contacts');
    const conversations = postgresConversations({ system: tenants.connections, tenants });
    const page =
      kind === 'list'
        ? conversations.list({ clinicId: ours, unreadOnly: false, limit: 3 })
        : conversations.queue({ clinicId: ours, limit: 3 });
    await until('the page to be chosen', waits);
    await owner.query(
      `delete from whatsapp_conversations_improved
       where id = (select id from whatsapp_conversations_improved order by id limit 1)`,
    );
    await owner.query('commit');
    expect(await page).toHaveLength(3);
  },
);
