import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/schema/migrate.ts';
import { verifyIsolation } from '../../../src/adapters/postgres/schema/verify-isolation.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { structuralHoles } from '../../support/isolation/structure.ts';

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.url);
  app = new pg.Client({ connectionString: database.url, options: '-c role=atende_app' });
  await Promise.all([owner.connect(), app.connect()]);
  await owner.query(`insert into clinics (name) values ('A')`);
  await owner.query('insert into contacts (clinic_id, id) select id, gen_random_uuid() from clinics');
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.drop();
});

const verify = () => verifyIsolation({ appUrl: database.url, systemUrl: database.url });

test('a start on a database that nobody touched passes', async () => {
  await expect(verify()).resolves.toBeUndefined();
});

describe('a start that may migrate closes what was opened by hand, one that may not is refused:', () => {
  test.each([
    [
      'row level security is off',
      'alter table contacts disable row level security',
      'contacts has no row level',
    ],
    ['it is off for clinics', 'alter table clinics disable row level security', 'clinics has no row level'],
    ['a policy was dropped', 'drop policy own_clinic on contacts', 'contacts lacks one of our policies'],
    [
      'both policies were dropped',
      'drop policy own_clinic on alerts; drop policy every_clinic on alerts',
      'alerts lacks one of our policies',
    ],
    ['everybody may read', 'grant select on contacts to public', 'contacts (to public) is open to others'],
    [
      'everybody may read a column',
      'grant select (profile_name) on contacts to public',
      'contacts (to public) is open to others',
    ],
  ])('%s', async (_, statements, reason) => {
    await owner.query(statements);
    await expect(verify()).rejects.toThrow(reason);
    await migrate(database.url);
    await verify();
    expect(await structuralHoles(owner)).toEqual([]);
    expect((await app.query('select clinic_id from contacts')).rows).toEqual([]);
  });

  test('a table is new and was never isolated', async () => {
    await owner.query('create table pets (clinic_id uuid)');
    await expect(verify()).rejects.toThrow('pets has no row level security');
    await migrate(database.url);
    await verify();
    await owner.query('drop table pets');
  });
});

describe('a start is refused, with the name of what is to be dropped, when', () => {
  test.each([
    [
      'somebody else’s policy is on a table',
      'create policy "Enable read access for all users" on contacts for select using (true)',
      'the policy "Enable read access for all users" on contacts is not as we made it: drop it',
      'drop policy "Enable read access for all users" on contacts',
    ],
    [
      'a new table has only a policy of its own',
      'create table pets (clinic_id uuid); create policy pets_read on pets using (true)',
      'the policy pets_read on pets is not as we made it: drop it',
      'drop table pets',
    ],
    [
      'a policy of ours is for everybody',
      'alter policy own_clinic on contacts to public',
      'the policy own_clinic on contacts is not as we made it',
      'drop policy own_clinic on contacts',
    ],
    [
      'a policy of ours lets more in',
      `alter policy own_clinic on contacts
       using (clinic_id = (select nullif(current_setting('app.clinic_id', true), '')::uuid) or profile_name = 'x')`,
      'the policy own_clinic on contacts is not as we made it',
      'drop policy own_clinic on contacts',
    ],
    [
      'the application may empty a table',
      'grant truncate on contacts to atende_app',
      'truncate on contacts for atende_app is a privilege that no policy restricts',
      'revoke truncate on contacts from atende_app',
    ],
    [
      'a view looks past the policies',
      'create view all_contacts as select * from contacts; grant select on all_contacts to atende_app',
      'all_contacts shows rows past their policies',
      'drop view all_contacts',
    ],
  ])('%s', async (_, statements, reason, remedy) => {
    await owner.query(statements);
    await expect(migrate(database.url)).rejects.toThrow(reason);
    await expect(verify()).rejects.toThrow(reason);
    await owner.query(remedy);
    await migrate(database.url);
    await verify();
  });
});
