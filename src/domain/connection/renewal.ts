import { isOver } from '../instants.ts';
import { isLive, type GoogleConnection } from './google-connection.ts';

/** What Google gave, and when it is renewed next. `Token`: as it is stored. */
export type Renewed<Token> = {
  readonly accessToken: Token;
  readonly expiresAt: Date;
  /** Only when Google replaced it. */
  readonly refreshToken?: Token;
  readonly refreshExpiresAt?: Date;
  readonly scopes?: readonly string[];
  readonly nextRenewalAt: Date;
};

export type RenewalEnding<Token> =
  | { readonly to: 'renewed'; readonly tokens: Renewed<Token> }
  /** Failed for now: one failure more. */
  | { readonly to: 'failed'; readonly code: string; readonly nextRenewalAt: Date }
  /** The grant is dead: nobody renews it any more. */
  | { readonly to: 'reconnect-required'; readonly code: string }
  /** Nothing was learned about this clinic: only the time changes. */
  | { readonly to: 'postponed'; readonly nextRenewalAt: Date };

type Fields<Token> = Pick<
  GoogleConnection,
  'status' | 'failures' | 'lastErrorCode' | 'nextRenewalAt' | 'expiresAt' | 'refreshExpiresAt' | 'scopes'
> & { readonly accessToken: Token; readonly refreshToken: Token };

export type ConnectionChange<Token> = {
  /** What is not named stays; `undefined` is erased. */
  readonly fields: { readonly [Key in keyof Fields<Token>]?: Fields<Token>[Key] | undefined };
  /** The connection has worked just now. */
  readonly isProof: boolean;
  /** Whoever holds the version from before is fenced off. */
  readonly raisesVersion: boolean;
};

/** A refresh token that Google replaced is stored together with the rest, or the grant would be lost. */
export const renewed = <Token>(tokens: Renewed<Token>): ConnectionChange<Token> => ({
  fields: { ...tokens, status: 'connected', failures: 0, lastErrorCode: undefined },
  isProof: true,
  raisesVersion: true,
});

export const dead = <Token>(code: string): ConnectionChange<Token> => ({
  fields: { status: 'reconnect_required', lastErrorCode: code, nextRenewalAt: undefined },
  isProof: false,
  raisesVersion: true,
});

/** What the end of a claim makes of the connection as it was claimed. */
export function afterRenewal<Token>(
  { failures }: Pick<GoogleConnection, 'failures'>,
  ending: RenewalEnding<Token>,
): ConnectionChange<Token> {
  switch (ending.to) {
    case 'renewed':
      return renewed(ending.tokens);
    case 'failed': {
      const { code, nextRenewalAt } = ending;
      const fields = { status: 'renewing_failed', lastErrorCode: code, nextRenewalAt } as const;
      return { fields: { ...fields, failures: failures + 1 }, isProof: false, raisesVersion: true };
    }
    case 'reconnect-required': {
      const change = dead<Token>(ending.code);
      return { ...change, fields: { ...change.fields, failures: failures + 1 } };
    }
    case 'postponed':
      return { fields: { nextRenewalAt: ending.nextRenewalAt }, isProof: false, raisesVersion: false };
  }
}

type Claimable = Pick<GoogleConnection, 'version' | 'status' | 'failures' | 'nextRenewalAt'> & {
  readonly leaseUntil?: Date | undefined;
};

/** Whether one connection may be renewed out of turn; after a failure not before its time. */
export function claimOutOfTurn(
  found: Claimable | undefined,
  seenVersion: number,
  now: Date,
): 'claim' | 'changed' | 'leased' | 'waiting' {
  if (found?.version !== seenVersion || !isLive(found.status)) return 'changed';
  if (!isOver(found.leaseUntil, now)) return 'leased';
  return found.failures > 0 && !isOver(found.nextRenewalAt, now) ? 'waiting' : 'claim';
}
