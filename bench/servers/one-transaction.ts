import pg from 'pg';
import { serveWith } from './environment.ts';
import { storePlainly } from './plain-store.ts';

// The plain baseline: what one would write first. One transaction per webhook, on the same tables.
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const { rows } = await pool.query<{ clinic_id: string }>(
  'select clinic_id from clinic_whatsapp_numbers limit 1',
);
const place = { clinicId: rows[0]?.clinic_id ?? '', number: '5511955500000' };

await serveWith(async ({ items, requestId }) => {
  for (const item of items) if (item.kind === 'message') await storePlainly(pool, place, item, requestId);
  return items.map(() => ({ outcome: 'stored' }));
});
