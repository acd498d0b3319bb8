import type { Caller } from '../../domain/access/caller.ts';

/** Proves who calls the REST API from a bearer token. */
export interface CallerTokens {
  /** `expired` and `invalid` say why there is no caller. Never throws for a bad token. */
  read(bearer: string): Promise<Caller | 'expired' | 'invalid'>;
}
