import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupPiece } from '../../../../application/ports/operations/database-backup.ts';
import { connectClient } from '../../connection.ts';
import { copySettings, countersOf, migrationsOf, tablesOf } from './tables.ts';

const quoted = pg.escapeIdentifier;

/**
 * Everything that the database holds, as it was at one moment, beside a running service and in bounded memory. `url` logs
 * in as the owner of the tables: for everybody else policies would leave rows out, and that is an error here.
 */
export async function* copyOut(url: string): AsyncGenerator<BackupPiece> {
  const client = await connectClient({ url, role: undefined, applicationName: 'atende backup' });
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`${copySettings}; set local lock_timeout = '60s'`);
    // a migration that rewrites a table would make it look empty to an older snapshot: it waits for us, or we for it
    await client.query('lock table public.clinics in access share mode');
    const names = (await tablesOf(client)).map(({ name }) => quoted(name));
    await client.query(`lock table ${names.join(', ')} in access share mode`);

    const tables = await tablesOf(client);
    const { rows: clock } = await client.query<{ now: Date }>('select now()');
    const [{ now }] = clock as [{ now: Date }];
    yield { type: 'manifest', madeAt: now.toISOString(), migrations: (await migrationsOf(client)) ?? [] };
    let total = 0;
    for (const { name, columns } of tables) {
      yield { type: 'table', name, columns };
      const copy = client.query(copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`));
      for await (const bytes of copy as AsyncIterable<Uint8Array>) yield { type: 'rows', bytes };
      yield { type: 'table-end', rows: copy.rowCount };
      total += copy.rowCount;
    }
    // after the rows: none of them has a number that the counter has not given
    for (const { name, value } of await countersOf(client))
      if (value !== null) yield { type: 'counter', name, value };
    yield { type: 'end', tables: tables.length, rows: total };
  } finally {
    await client.end().catch(() => undefined);
  }
}
