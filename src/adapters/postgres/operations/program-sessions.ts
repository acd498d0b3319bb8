import type { Clock } from '../../../application/ports/system/clock.ts';
import { withClient } from '../connection.ts';

export type DatabaseLook = {
  /** e.g. `18.1`. */
  readonly version: string;
  /** The server's clock less ours, as well as the round trip lets one know. */
  readonly clockAheadMs: number;
};

/** A first look at a database, with the given login and as nobody else. @throws when it cannot be reached */
export const lookAtDatabase = (url: string, clock: Clock): Promise<DatabaseLook> =>
  withClient({ url, role: undefined, applicationName: 'atende doctor' }, async (client) => {
    const before = clock.now().getTime();
    const { rows } = await client.query<{ version: string; now: Date }>(
      `select current_setting('server_version') as version, clock_timestamp() as now`,
    );
    const middle = (before + clock.now().getTime()) / 2;
    const [row] = rows;
    return { version: row?.version ?? '', clockAheadMs: (row?.now.getTime() ?? middle) - middle };
  });

/** How many processes with a worker's or a renewer's loops are connected: each holds one connection to be woken by. */
export const countWorkers = (url: string): Promise<number> =>
  withClient({ url, role: 'atende_system', applicationName: 'atende doctor' }, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and application_name = 'atende wake-ups'`,
    );
    return rows[0]?.count ?? 0;
  });
