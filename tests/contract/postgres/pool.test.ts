import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { openIngestPool, openPool } from '../../../src/adapters/postgres/pool.ts';
import { inTransaction, inTransactionAhead } from '../../../src/adapters/postgres/transaction.ts';
import { createTestDatabase } from '../../support/database/database.ts';
import { until } from '../../support/until.ts';

test('a connection that the server ends inside a transaction fails that transaction, not the process', async () => {
  const database = await createTestDatabase();
  const troubles: Error[] = [];
  const pool = openPool({ url: database.url, role: undefined, max: 2, applicationName: 'test' }, (error) => {
    troubles.push(error);
  });
  try {
    const work = inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await until('the end of the connection', () => troubles.length > 0);
      await client.query('select 1');
    });
    await expect(work).rejects.toThrow();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    await pool.end();
    await database.drop();
  }
});

test('what is asked ahead is asked within the transaction, on a new connection and on one that was used', async () => {
  const database = await createTestDatabase();
  const settings = { url: database.url, role: undefined, max: 1, applicationName: 'test' };
  const pool = openIngestPool(settings, () => undefined);
  const transaction = async (client: PoolClient) => {
    const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
    return rows[0]?.xid;
  };
  try {
    for (let n = 0; n < 2; n += 1) {
      const [ahead, later] = await inTransactionAhead(pool, transaction, async (client, asked) => [
        asked,
        await transaction(client),
      ]);
      expect(ahead).toBe(later);
    }
  } finally {
    await pool.end();
    await database.drop();
  }
});
