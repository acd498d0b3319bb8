import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/schema/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { openAttacker } from '../../support/isolation/attacker.ts';
import { findHoles, layOut, type Prey } from '../../support/isolation/holes.ts';
import { createLogin, type Login } from '../../support/isolation/logins.ts';

// Somebody has the credentials of the application role, and any statement to try (tests/support/isolation/attacks.ts).

const patience = 120_000;
let database: TestDatabase;
let login: Login;
let owner: pg.Client;
let prey: Prey;

beforeAll(async () => {
  database = await createTestDatabase();
  // a copied database has not the privileges of its template: they come with the next start
  await migrate(database.url);
  login = await createLogin('in role atende_app');
  owner = new pg.Client(database.url);
  await owner.connect();
  prey = await layOut(owner);
}, patience);

afterAll(async () => {
  await owner.end();
  await database.drop();
  await login.drop();
});

const credentials = () => ({ connectionString: login.at(database.url) });

test(
  'with the setting of one clinic no statement reads or writes a row of another',
  async () => {
    expect(await findHoles(owner, credentials(), prey, prey.own)).toEqual([]);
  },
  patience,
);

test(
  'without a setting no statement reads or writes any row',
  async () => {
    expect(await findHoles(owner, credentials(), prey, undefined)).toEqual([]);
  },
  patience,
);

test(
  'the owner’s login that has become the application role has no more',
  async () => {
    const assumed = { connectionString: database.url, options: '-c role=atende_app' };
    // whoever may log in as the owner may also become it again: own logins are for production (docs/decisions/0070)
    const holes = await findHoles(owner, assumed, prey, prey.own);
    expect(holes.filter((hole) => !/: (no role|other role) |in general: /.test(hole))).toEqual([]);
  },
  patience,
);

test('each clinic sees its own row of every table it has rows in', async () => {
  const attacker = await openAttacker(credentials(), prey.own);
  for (const { name, clinicColumn } of prey.tables) {
    const { seen, code } = await attacker.attempt(`select * from ${name}`);
    if (clinicColumn === undefined) expect({ name, code }).toEqual({ name, code: '42501' });
    else expect(seen, name).toContain(prey.own);
  }
  await attacker.close();
});

test.each([
  ['an empty setting', ''],
  ['a clinic that does not exist', '00000000-0000-4000-8000-000000000000'],
  ['something that is no id', `' or true --`],
])('%s opens nothing', async (_, setting) => {
  const attacker = await openAttacker(credentials(), undefined);
  for (const { name } of prey.tables) {
    const { rows } = await attacker.attempt(
      `select set_config('app.clinic_id', '${setting.replaceAll("'", "''")}', true); select * from ${name}`,
    );
    expect(rows.slice(1), name).toEqual([]);
  }
  await attacker.close();
});

const ownRows = `(clinic_id = (select nullif(current_setting('app.clinic_id', true), '')::uuid))`;

/** The attempts must be able to succeed, or they say nothing. */
describe('the attempts go through when', { timeout: patience }, () => {
  test.each([
    [
      'a table has no row level security',
      'alter table contacts disable row level security',
      'alter table contacts enable row level security',
      'contacts: select shows',
    ],
    [
      'a policy forgets what is written',
      'alter policy own_clinic on alerts with check (true)',
      `alter policy own_clinic on alerts with check ${ownRows}`,
      'alerts: insert writes',
    ],
    [
      'a policy forgets what is read',
      'alter policy own_clinic on contacts using (true)',
      `alter policy own_clinic on contacts using ${ownRows}`,
      'contacts: copy table shows',
    ],
    [
      'the application may truncate',
      'grant truncate on send_pacing to atende_app',
      'revoke truncate on send_pacing from atende_app',
      'send_pacing: truncate is not refused',
    ],
    [
      'everybody may make temporary tables',
      'do $$ begin execute format($s$grant temporary on database %I to public$s$, current_database()); end $$',
      'do $$ begin execute format($s$revoke temporary on database %I from public$s$, current_database()); end $$',
      'alerts: temporary view is not refused',
    ],
  ])('%s', async (_, breaks, mends, hole) => {
    await owner.query(breaks);
    try {
      const holes = await findHoles(owner, credentials(), prey, prey.own);
      expect(holes.filter((each) => each.startsWith(hole))).not.toEqual([]);
    } finally {
      await owner.query(mends);
    }
  });

  test('the login may become the system', async () => {
    await owner.query(`grant atende_system to ${login.name}`);
    try {
      const holes = await findHoles(owner, credentials(), prey, prey.own);
      expect(holes).toContain('contacts: other role is not refused');
    } finally {
      await owner.query(`revoke atende_system from ${login.name}`);
    }
  });
});
