import type pg from 'pg';

/** A transaction that has locks on our tables. */
export type Holder = {
  /** Of this one transaction and no later one of its session. */
  readonly transaction: string;
  readonly what: string;
};

const mostNamed = 3;

type Row = {
  transaction: string;
  pid: number | null;
  user: string | null;
  application: string | null;
  tables: string[];
};

/**
 * Who works on `tables` at this moment. Since when is not asked: Postgres shows that to the owner of a session only; so
 * look twice.
 */
export async function holdersOf(client: pg.Client, tables: readonly string[]): Promise<readonly Holder[]> {
  const { rows } = await client.query<Row>(
    `select l.virtualtransaction as transaction, l.pid, max(a.usename) as user, nullif(max(a.application_name), '') as application,
       array_agg(distinct c.relname::text) as tables
     from pg_locks as l
     join pg_class as c on c.oid = l.relation
     left join pg_stat_activity as a on a.pid = l.pid
     where l.locktype = 'relation' and l.granted and l.pid is distinct from pg_backend_pid()
       and l.database = (select oid from pg_database where datname = current_database())
       and c.relnamespace = 'public'::regnamespace and c.relname = any($1)
     group by l.virtualtransaction, l.pid
     order by l.virtualtransaction`,
    [tables],
  );
  return rows.map(({ transaction, pid, user, application, tables: held }) => {
    const who =
      pid === null
        ? 'a prepared transaction'
        : `${application ?? 'a program without a name'} (pid ${pid}, user ${user ?? 'unknown'})`;
    const more = held.length > mostNamed ? ` and ${held.length - mostNamed} more` : '';
    return { transaction, what: `${who}: ${held.slice(0, mostNamed).join(', ')}${more}` };
  });
}
