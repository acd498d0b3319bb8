import pg from 'pg';

/** Everything that came back for one attempt: rows, copied data, notices, the error with all its fields. */
export type Answer = {
  readonly seen: string;
  readonly rowCount: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Of Postgres, when the attempt was refused. */
  readonly code: string | undefined;
  readonly message: string | undefined;
};

export type Attacker = {
  /** Runs in a transaction of its own, as the clinic whose setting it has; `keep` commits what was done. */
  attempt(sql: string, values?: readonly unknown[], keep?: boolean): Promise<Answer>;
  close(): Promise<void>;
};

/** Somebody with the credentials of the application, and the setting of `clinicId` or none. */
export async function openAttacker(
  connection: pg.ClientConfig,
  clinicId: string | undefined,
): Promise<Attacker> {
  const client = new pg.Client(connection);
  let heard: string[] = [];
  client.on('error', () => undefined);
  client.on('notice', (notice) => heard.push(JSON.stringify(fieldsOf(notice))));
  await client.connect();
  client.connection.on('copyData', ({ chunk }: { chunk: Buffer }) => heard.push(chunk.toString()));
  return {
    async attempt(sql, values = [], keep = false) {
      heard = [];
      await client.query('begin');
      if (clinicId !== undefined)
        await client.query(`select set_config('app.clinic_id', $1, true)`, [clinicId]);
      try {
        const result = await (values.length === 0 ? client.query(sql) : client.query(sql, [...values]));
        // several statements in one text answer with several results
        const results = (Array.isArray(result) ? result : [result]) as pg.QueryResult<
          Record<string, unknown>
        >[];
        const rows = results.flatMap((each) => each.rows);
        return {
          seen: [JSON.stringify(rows), ...heard].join('\n'),
          rowCount: results.at(-1)?.rowCount ?? 0,
          rows,
          code: undefined,
          message: undefined,
        };
      } catch (error) {
        const { code, message } = error as pg.DatabaseError;
        const seen = [JSON.stringify(fieldsOf(error as Error)), ...heard].join('\n');
        return { seen, rowCount: 0, rows: [], code, message };
      } finally {
        await client.query(keep ? 'commit' : 'rollback');
      }
    },
    close: () => client.end(),
  };
}

/** `message` is not enumerable. */
const fieldsOf = (said: object) => ({ ...said, ...('message' in said && { message: said.message }) });
