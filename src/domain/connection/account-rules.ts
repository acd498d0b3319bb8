import { isLive, type ConnectionStatus, type GoogleAccount } from './google-connection.ts';

type Known = { readonly account: Pick<GoogleAccount, 'sub'>; readonly status: ConnectionStatus };
type Granted = { readonly sub: string; readonly hasRefreshToken: boolean };

/**
 * Google gives a refresh token only when the consent page was shown. Without a new one the stored one goes on, but only
 * when it is of the same account and still believed to work; a good token is never overwritten by none.
 */
export function refreshTokenToKeep(known: Known | undefined, granted: Granted): 'new' | 'stored' | 'none' {
  if (granted.hasRefreshToken) return 'new';
  return known !== undefined && isLive(known.status) && known.account.sub === granted.sub ? 'stored' : 'none';
}
