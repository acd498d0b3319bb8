import pg from 'pg';

/**
 * Who the running program is in the database (migrations/0006_isolation.sql): `atende_app` for the work of one clinic,
 * `atende_system` for what crosses clinics. Never the owner of the tables.
 */
export type DatabaseRole = 'atende_app' | 'atende_system';

/** Server settings of a session, by name, e.g. `{ enable_seqscan: 'off' }`; ours, never something given from outside. */
export type SessionSettings = Readonly<Record<string, string>>;

/**
 * What turns a fresh session into one of ours. Statements and no startup parameters: a pooler passes those on to nobody
 * and refuses the connection. The role comes last, because it may set less.
 */
export const sessionText = (role: DatabaseRole | undefined, settings: SessionSettings = {}): string =>
  [
    ...Object.entries(settings).map(([name, value]) => `set ${name} = '${value}'`),
    ...(role === undefined ? [] : [`set role ${role}`]),
  ].join('; ');

type ClientSettings = {
  readonly url: string;
  readonly role: DatabaseRole | undefined;
  readonly applicationName: string;
};

/** A connection of its own, ready as `role`; whoever asked for it ends it. */
export async function connectClient({ url, role, applicationName }: ClientSettings): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
  });
  // the statement that was running rejects as well
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (role !== undefined) await client.query(sessionText(role));
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** A connection of its own for one piece of work, which gets it ready as `role` and closes it afterwards. */
export async function withClient<T>(
  settings: ClientSettings,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectClient(settings);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
