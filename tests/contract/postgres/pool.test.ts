import { expect, test } from 'vitest';
import { openPool } from '../../../src/adapters/postgres/pool.ts';
import { inTransaction } from '../../../src/adapters/postgres/transaction.ts';
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
