import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { uuidV7Ids as ids } from '../../src/adapters/system/ids.ts';
import { callGraph } from './call-graph.ts';
import { serveWith } from './environment.ts';

// The floor of the whole path: the webhook in, one insert, one call of Graph.
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const debounceMs = Number(process.env['TURN_DEBOUNCE_MS']);
await pool.query('create table bench_floor (id uuid primary key, at timestamptz default now(), raw json)');

await serveWith(async ({ items }) => {
  for (const item of items) {
    if (item.kind !== 'message') continue;
    const id = ids.next();
    const insert = { name: 'floor', text: 'insert into bench_floor (id, raw) values ($1, $2)' };
    await pool.query({ ...insert, values: [id, JSON.stringify(item.raw)] });
    const { phoneNumberId = '' } = item.number;
    void pause(debounceMs)
      .then(() => callGraph({ phoneNumberId, to: item.person.phone ?? '', id, text: 'Olá!' }))
      .catch(console.error);
  }
  return items.map(() => ({ outcome: 'stored' }));
});
