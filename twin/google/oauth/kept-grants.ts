import type { Emulator } from '../emulator.ts';
import type { AccessToken, Grant, RefreshToken } from './grant.ts';

type Tokens = {
  readonly grants: Map<string, Grant>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, RefreshToken>;
  readonly emulator: Pick<Emulator, 'accessTokens' | 'refreshTokens'>;
};

/** Grants and the tokens that live by them, as JSON keeps them across runs. */
export function keptGrants({ grants, accessTokens, refreshTokens, emulator }: Tokens) {
  const snapshot = () => ({
    grants: [...grants].map(([email, grant]) => ({
      email,
      scopes: [...grant.scopes],
      refreshTokens: [...grant.refreshTokens],
      accessTokens: [...grant.accessTokens],
    })),
    accessTokens: [...accessTokens].map(([token, { scopes, ...known }]) => ({
      token,
      ...known,
      scopes: [...scopes],
    })),
    refreshTokens: [...refreshTokens],
    emulated: { accessTokens: [...emulator.accessTokens], refreshTokens: [...emulator.refreshTokens] },
  });
  return {
    snapshot,
    /** In place of what is there. */
    restore(kept: ReturnType<typeof snapshot>): void {
      const all = [grants, accessTokens, refreshTokens, emulator.accessTokens, emulator.refreshTokens];
      for (const each of all) each.clear();
      for (const { email, ...grant } of kept.grants)
        grants.set(email, {
          scopes: new Set(grant.scopes),
          refreshTokens: new Set(grant.refreshTokens),
          accessTokens: new Set(grant.accessTokens),
        });
      for (const { token, scopes, ...known } of kept.accessTokens)
        accessTokens.set(token, { ...known, scopes: new Set(scopes) });
      for (const [token, known] of kept.refreshTokens) refreshTokens.set(token, known);
      for (const [token, known] of kept.emulated.accessTokens) emulator.accessTokens.set(token, known);
      for (const [token, known] of kept.emulated.refreshTokens) emulator.refreshTokens.set(token, known);
    },
  };
}
