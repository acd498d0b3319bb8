import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { attacksOn, generalAttacks, mustBeRefused, type Attack } from './attacks.ts';
import { openAttacker, type Answer } from './attacker.ts';
import { fillTables, markerOf, type Row } from './fill.ts';
import { readTables, type Table } from './tables.ts';

export type Prey = {
  readonly tables: readonly Table[];
  readonly own: string;
  readonly victim: string;
  /** The victim's row of each table. */
  readonly rows: ReadonlyMap<string, Row>;
};

/** Two clinics with a row in every table, and a function that tells what it is shown. */
export async function layOut(owner: pg.Client): Promise<Prey> {
  const tables = await readTables(owner);
  const [own, victim] = [randomUUID(), randomUUID()];
  await owner.query(
    `create function leak(text) returns boolean language plpgsql cost 0.0000001
     as $$ begin raise notice '%', $1; return true; end $$;
     grant execute on function leak to atende_app;
     create function leak() returns trigger language plpgsql as $$ begin return new; end $$`,
  );
  await fillTables(owner, tables, [own, victim]);
  const rows = new Map<string, Row>();
  for (const table of tables) rows.set(table.name, (await rowsOf(owner, table, victim))[0] ?? {});
  return { tables, own, victim, rows };
}

async function rowsOf(owner: pg.Client, table: Table, clinicId: string): Promise<readonly Row[]> {
  const { rows } = await owner.query<Record<string, unknown>>(
    table.clinicColumn === undefined
      ? `select * from ${table.name} as t where t::text like '%${markerOf(clinicId)}%'`
      : `select * from ${table.name} where "${table.clinicColumn}" = '${clinicId}'`,
  );
  return rows;
}

/** Tries everything on every table; answers with what went through. `setting` is the clinic the attacker has set. */
export async function findHoles(
  owner: pg.Client,
  credentials: pg.ClientConfig,
  prey: Prey,
  setting: string | undefined,
): Promise<readonly string[]> {
  const attacker = await openAttacker(credentials, setting);
  const before = await snapshot(owner, prey);
  const secrets = secretsOf(prey);
  const holes: string[] = [];
  const judge = (where: string, { what, values = [] }: Attack, answer: Answer) => {
    const given = JSON.stringify(values);
    const shown = secrets.filter((secret) => answer.seen.includes(secret) && !given.includes(secret));
    if (shown.length > 0) holes.push(`${where}: ${what} shows ${shown[0] ?? ''}`);
    if (answer.code === undefined && mustBeRefused.has(what)) {
      // nothing of one's own to give away is no refusal either
      if (what !== 'give away' || answer.rowCount > 0) holes.push(`${where}: ${what} is not refused`);
    }
  };
  try {
    for (const table of prey.tables) {
      const row = prey.rows.get(table.name) ?? {};
      for (const attack of attacksOn(table, row, prey.own)) {
        const answer = await attacker.attempt(attack.sql, attack.values, attack.keep);
        judge(table.name, attack, answer);
        if (attack.keep === true && answer.rowCount > 0) holes.push(`${table.name}: ${attack.what} writes`);
      }
      const { rows } = await attacker.attempt(`select count(*)::integer as n from ${table.name}`);
      const most = setting !== undefined && table.clinicColumn !== undefined ? 1 : 0;
      if (Number(rows[0]?.['n'] ?? 0) > most)
        holes.push(`${table.name}: counts ${String(rows[0]?.['n'])} rows`);
    }
    for (const attack of generalAttacks) judge('in general', attack, await attacker.attempt(attack.sql));
  } finally {
    await attacker.close();
  }
  const after = await snapshot(owner, prey);
  for (const { name } of prey.tables) {
    if (before.get(name) !== after.get(name)) holes.push(`${name}: the victim's rows are not what they were`);
  }
  return holes;
}

async function snapshot(owner: pg.Client, { tables, victim }: Prey): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for (const table of tables) seen.set(table.name, JSON.stringify(await rowsOf(owner, table, victim)));
  return seen;
}

/** Every text and id of the victim's rows. */
function secretsOf({ rows, victim }: Prey): readonly string[] {
  const values = [...rows.values()].flatMap((row) => Object.values(row));
  return [
    markerOf(victim),
    ...values.filter(
      (value): value is string => typeof value === 'string' && value.length >= 30 && value !== victim,
    ),
  ];
}
