import { withClient } from '../connection.ts';

/** A pooler gives a transaction whatever session is free: one that was lent before comes back soon. */
const tries = 5;

/**
 * Whether a connection pooler in transaction mode stands between: then two connections that are open at once share a
 * session of the server, a role is somebody else's after the next transaction, and nothing tells.
 */
export async function lendsSessions(url: string): Promise<boolean> {
  const as = { url, role: undefined, applicationName: 'atende pooler check' };
  return withClient(as, (first) =>
    withClient(as, async (second) => {
      for (let round = 0; round < tries; round += 1) {
        const sessions = [];
        for (const client of [first, second]) {
          const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
          sessions.push(rows[0]?.pid);
        }
        if (sessions[0] === sessions[1]) return true;
      }
      return false;
    }),
  );
}
