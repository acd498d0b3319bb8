import type { StateClaims, StateReading } from '../../../domain/connection/oauth-state.ts';

/** Signs what travels through the browser to Google and back. */
export interface StateSigner {
  sign(claims: StateClaims): Promise<string>;
  /** Any text may come in; only what we signed for this purpose comes out. */
  read(state: string, now: Date): Promise<StateReading>;
}
