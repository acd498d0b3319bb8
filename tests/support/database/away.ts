import pg from 'pg';

/** As if the database were away: nobody gets in, and the program's connections are cut, until `back` is called. */
export async function takeAway(databaseUrl: string): Promise<{ back(): Promise<void> }> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: databaseUrl.replace(name, 'postgres') });
  await admin.connect();
  await admin.query(`alter database ${name} allow_connections false`);
  // not those of a test that are still closing: nobody listens to them any more
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'atende%'`,
    [name],
  );
  return {
    async back() {
      await admin.query(`alter database ${name} allow_connections true`);
      await admin.end();
    },
  };
}
