import { migrate } from '../../adapters/postgres/migrate.ts';

// `npm run migrate`: for deployments whose program must not hold the owner's login. Reads DATABASE_URL only.
const url = process.env['DATABASE_URL'];
if (url === undefined) {
  console.error('DATABASE_URL: is required, with the login that owns the tables');
  process.exit(1);
}
const applied = await migrate(url);
console.log(applied.length === 0 ? 'nothing to apply' : `applied ${applied.join(', ')}`);
