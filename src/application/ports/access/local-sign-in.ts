import type { Caller } from '../../../domain/access/caller.ts';

/** How the person at this machine signs in to a program that has no identity provider. Never in production. */
export interface LocalSignIn {
  /** A secret for one sign-in; a newer one ends the one before. */
  newLinkToken(): string;
  /** The session's token, once. `undefined` for anything else. */
  exchange(linkToken: string): Promise<string | undefined>;
  /** Who has the session; `undefined` when it is none or has ended. */
  read(session: string): Promise<Caller | undefined>;
}
