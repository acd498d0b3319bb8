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
};

/** `tampered`: not signed by us, or not for this purpose. */
export type StateReading = StateClaims | { readonly refused: 'tampered' | 'expired' };

export const isRefused = (reading: StateReading): reading is Extract<StateReading, { refused: string }> =>
  'refused' in reading;
