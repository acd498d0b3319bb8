import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, ownMigrations } from '../../../src/adapters/postgres/schema/migrate.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import { createEmptyDatabase, type TestDatabase } from '../../support/database/database.ts';

const migration = '0137_push_ends_with_the_session';
let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createEmptyDatabase();
  const before = (await ownMigrations()).filter((name) => name < migration);
  await migrate(database.url, { only: before });
  owner = new pg.Client(database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Signed in so many hours ago, for twelve. */
async function session(hoursAgo: number, isEnded = false): Promise<string> {
  const id = uuidV7Ids.next();
  await owner.query(
    `insert into browser_sessions (id, secret_digest, user_id, created_at, last_used_at, ends_at, ended_at)
     values ($1::uuid, $1::uuid::text, 'ana', now(), now(), now() + $2 * interval '1 hour', case when $3 then now() end)`,
    [id, 12 - hoursAgo, isEnded],
  );
  return id;
}

test('browsers that were to be told for a month are told as long as their session may last, or no more', async () => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into clinics (name) values ('Clínica Aurora') returning id`,
  );
  const sessions = {
    lasting: await session(2),
    over: await session(13),
    ended: await session(1, true),
    gone: uuidV7Ids.next(),
    none: undefined,
  };
  for (const [name, id] of Object.entries(sessions))
    await owner.query(
      `insert into push_subscriptions (
         clinic_id, id, user_id, url, public_key, auth_secret, session_id, is_by_membership, since, renewed_at, ends_at
       ) values ($1, $2, 'ana', $3, 'x', 'x', $4, true, now(), now(), now() + interval '30 days')`,
      [rows[0]?.id, uuidV7Ids.next(), name, id],
    );
  expect(await migrate(database.url)).toContain(migration);
  const { rows: left } = await owner.query<{ url: string; hours: number }>(
    `select url, round(extract(epoch from ends_at - now()) / 3600)::integer as hours
     from push_subscriptions order by url`,
  );
  expect(left).toEqual([
    { url: 'lasting', hours: 10 },
    { url: 'none', hours: 720 },
  ]);
});
