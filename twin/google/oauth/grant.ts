/** What a person gave the project: one per account, whatever the number of tokens. */
export type Grant = {
  readonly scopes: Set<string>;
  /** Oldest first. */
  readonly refreshTokens: Set<string>;
  readonly accessTokens: Set<string>;
};
export type AccessToken = {
  readonly email: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
};
export type RefreshToken = { readonly issuedAt: number; readonly replaces?: string };
