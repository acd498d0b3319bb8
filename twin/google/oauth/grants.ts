import { randomBytes } from 'node:crypto';
import type { Emulator } from '../emulator.ts';
import type { Settings } from '../settings.ts';
import { keptGrants } from './kept-grants.ts';
import type { AccessToken, Grant, RefreshToken } from './grant.ts';

type Needs = { readonly emulator: Emulator; readonly settings: () => Settings; readonly clock: () => number };

export type Grants = ReturnType<typeof openGrants>;

/** Who gave what, and the tokens that live by it. The emulator makes the tokens; this decides how long they live. */
export function openGrants({ emulator, settings, clock }: Needs) {
  const grants = new Map<string, Grant>();
  const accessTokens = new Map<string, AccessToken>();
  const refreshTokens = new Map<string, RefreshToken>();

  const grantOf = (email: string): Grant => {
    const known = grants.get(email);
    if (known !== undefined) return known;
    const grant: Grant = { scopes: new Set(), refreshTokens: new Set(), accessTokens: new Set() };
    grants.set(email, grant);
    return grant;
  };

  function dropAccessToken(token: string): void {
    const email = accessTokens.get(token)?.email;
    if (email !== undefined) grants.get(email)?.accessTokens.delete(token);
    accessTokens.delete(token);
    emulator.accessTokens.delete(token);
  }

  function dropRefreshToken(token: string): void {
    const email = emulator.refreshTokens.get(token)?.email;
    if (email !== undefined) grants.get(email)?.refreshTokens.delete(token);
    refreshTokens.delete(token);
    emulator.refreshTokens.delete(token);
  }

  function owner(token: string): string | undefined {
    return accessTokens.get(token)?.email ?? emulator.refreshTokens.get(token)?.email;
  }

  function isAlive(refreshToken: string): boolean {
    const known = refreshTokens.get(refreshToken);
    const lifetimeS = settings().refreshTokenLifetimeS;
    return known !== undefined && (lifetimeS === null || clock() < known.issuedAt + lifetimeS * 1000);
  }

  function bearer(token: string): AccessToken | undefined {
    const known = accessTokens.get(token);
    return known !== undefined && clock() < known.expiresAt ? known : undefined;
  }

  function keepRefreshToken(token: string, replaces?: string): void {
    const email = owner(token);
    if (email === undefined) throw new Error('The emulator does not know this refresh token');
    const grant = grantOf(email);
    refreshTokens.set(token, { issuedAt: clock(), ...(replaces !== undefined && { replaces }) });
    grant.refreshTokens.add(token);
    const [oldest] = grant.refreshTokens;
    if (grant.refreshTokens.size > settings().refreshTokensPerAccount && oldest !== undefined) {
      dropRefreshToken(oldest);
    }
  }

  function kill(email: string): void {
    const grant = grants.get(email);
    for (const token of grant?.accessTokens ?? []) dropAccessToken(token);
    for (const token of grant?.refreshTokens ?? []) dropRefreshToken(token);
    grants.delete(email);
  }

  return {
    ...keptGrants({ grants, accessTokens, refreshTokens, emulator }),
    bearer,
    isAlive,
    /** The account behind a token, expired ones included. */
    owner,
    dropRefreshToken,
    keepRefreshToken,
    kill,
    scopes: (email: string): ReadonlySet<string> | undefined => grants.get(email)?.scopes,
    /** Remembers what was agreed to, so that it need not be asked again. */
    consent(email: string, scopes: readonly string[]): void {
      const grant = grantOf(email);
      for (const scope of scopes) grant.scopes.add(scope);
    },
    keepAccessToken(token: string, email: string, scopes: readonly string[]): void {
      const grant = grantOf(email);
      for (const other of grant.accessTokens) if (bearer(other) === undefined) dropAccessToken(other);
      const expiresAt = clock() + settings().accessTokenLifetimeS * 1000;
      accessTokens.set(token, { email, scopes: new Set(scopes), expiresAt });
      grant.accessTokens.add(token);
    },
    expireAccessTokens(email: string): void {
      for (const token of grants.get(email)?.accessTokens ?? []) {
        const known = accessTokens.get(token);
        if (known !== undefined) accessTokens.set(token, { ...known, expiresAt: 0 });
      }
    },
    /** To be called when a refresh token was used: ends the one it replaced, and replaces it where that is on. */
    rotated(used: string): string | undefined {
      const { replaces } = refreshTokens.get(used) ?? {};
      if (replaces !== undefined) dropRefreshToken(replaces);
      const record = emulator.refreshTokens.get(used);
      if (settings().rotation === 'off' || record === undefined) return undefined;
      const next = `google_refresh_${randomBytes(24).toString('base64url')}`;
      emulator.refreshTokens.set(next, record);
      keepRefreshToken(next, used);
      if (settings().rotation === 'strict') dropRefreshToken(used);
      return next;
    },
    /** Ends the whole grant: every token of the account. `false` for a token that is dead already. */
    revoke(token: string): boolean {
      const email = bearer(token)?.email ?? (isAlive(token) ? owner(token) : undefined);
      if (email === undefined) return false;
      kill(email);
      return true;
    },
  };
}
