import type { ClinicId } from '../clinic/clinic.ts';

/** How long a consent may take. */
export const stateLifeMs = 10 * 60_000;

/** What the signed state says: readable by the browser, so no secret is in it. */
export type StateClaims = {
  /** Random, used once. */
  readonly id: string;
  readonly clinicId: ClinicId;
  /** Who began it, as the audit log names them: `user:…`, `key:…`, `local:operator`. */
  readonly userId: string;
  readonly expiresAt: Date;
  /** The page of the console on which the browser ends; where absent, the installation's own. */
  readonly returnTo?: string;
};

/** `tampered`: not signed by us, or not for this purpose. What is too late still says where it came from. */
export type StateReading =
  | StateClaims
  | { readonly refused: 'tampered' }
  | { readonly refused: 'expired'; readonly returnTo?: string };

export const isRefused = (reading: StateReading): reading is Extract<StateReading, { refused: string }> =>
  'refused' in reading;
