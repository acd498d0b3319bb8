import type pg from 'pg';
import { refuseHoles } from './isolation-holes.ts';
import { withClient, type DatabaseRole } from '../connection.ts';

/** The logins of the running program; they may be one and the same, the owner's, when it has no logins of its own. */
export type ProgramUrls = { readonly appUrl: string; readonly systemUrl: string };

/**
 * Looks whether the database really keeps the program within its two roles, before anything is served: a superuser, an
 * owner or a role with more rights would be bound by no policy, and nobody would notice. Then whether every table still
 * has its policies and no others: who migrated was perhaps not we, and perhaps long ago.
 * @throws Error that says what is wrong with which login, never its URL, or with which table.
 */
export async function verifyIsolation({ appUrl, systemUrl }: ProgramUrls): Promise<void> {
  const hasOwnLogins = appUrl !== systemUrl;
  await asRole(appUrl, 'atende_app', hasOwnLogins ? isNothingElse : 'true');
  await asRole(systemUrl, 'atende_system', 'true', refuseHoles);
}

/** A login of the application's own is worth having only if it cannot become more than the application. */
const isNothingElse = `not exists (
  select from pg_roles as more
  where (more.rolname = 'atende_system' or more.oid = (select relowner from pg_class where oid = 'clinics'::regclass))
    and pg_has_role(session_user, more.oid, 'member')
)`;

/** Whatever the tables say: their own state is what `refuseHoles` looks at. */
const isBound = `current_user = $1
  and not exists (select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls))
  and not exists (
    select from pg_class where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'usage')
  )`;

async function asRole(
  url: string,
  role: DatabaseRole,
  condition: string,
  look: (client: pg.ClientBase) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  try {
    await withClient({ url, role, applicationName: 'atende isolation check' }, async (client) => {
      const { rows } = await client.query<{ is_bound: boolean; is_nothing_else: boolean }>(
        `select ${isBound} as is_bound, ${condition} as is_nothing_else`,
        [role],
      );
      if (rows[0]?.is_bound !== true) throw new Error('no policy binds it');
      if (!rows[0].is_nothing_else) throw new Error('it may become the system or the owner');
      await look(client);
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The login for ${role} does not keep clinics apart, or cannot be used: ${reason} (docs/decisions/0070)`,
      { cause },
    );
  }
}
