import pg from 'pg';
import { connectAs, type DatabaseRole } from './pool.ts';

export type ProgramUrls = { readonly appUrl: string; readonly systemUrl: string };

/**
 * Looks whether the database really keeps the program within its two roles, before anything is served: a superuser, an
 * owner or a login with both roles would be bound by no policy, and nobody would notice.
 * @throws Error that says what is wrong with which login; never its URL.
 */
export async function verifyIsolation({ appUrl, systemUrl }: ProgramUrls): Promise<void> {
  await asRole(appUrl, 'atende_app', `not pg_has_role(current_user, 'atende_system', 'usage')`);
  await asRole(systemUrl, 'atende_system', 'true');
}

async function asRole(url: string, role: DatabaseRole, condition: string): Promise<void> {
  const client = new pg.Client({
    ...connectAs(url, role),
    application_name: 'atende isolation check',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ bound: boolean }>(
      `select current_user = $1 and row_security_active('clinics') and ${condition} as bound`,
      [role],
    );
    if (rows[0]?.bound !== true) throw new Error(`the login for ${role} is bound by no policy`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database does not keep clinics apart: ${reason}. The login for ${role} must be allowed to become that role ` +
        'and be nothing more (docs/decisions/0070)',
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
