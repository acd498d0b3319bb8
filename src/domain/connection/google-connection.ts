import type { ClinicId } from '../clinic/clinic.ts';

/**
 * `renewing_failed`: renewals fail for now, the access token is used while it lasts. `reconnect_required`: the grant is
 * dead, only a new consent helps. `disconnecting`: tokens are erased, Google has not confirmed the end of the grant yet.
 */
export type ConnectionStatus = 'connected' | 'renewing_failed' | 'reconnect_required' | 'disconnecting';

export type GoogleAccount = {
  /** Google's name for the account: the only one that never changes. */
  readonly sub: string;
  /** For display; only when Google has verified it. */
  readonly email?: string;
};

/** The one Google connection of a clinic. */
export type GoogleConnection = {
  readonly clinicId: ClinicId;
  readonly account: GoogleAccount;
  readonly status: ConnectionStatus;
  /** Fence: another one after every change, never used twice, not even by a later connection of the clinic. */
  readonly version: number;
  /** As Google granted them. */
  readonly scopes: readonly string[];
  /** Of the access token. */
  readonly expiresAt: Date;
  /** When the grant itself ends, for accounts that allow it for a time only. */
  readonly refreshExpiresAt?: Date;
  readonly connectedAt: Date;
  /** Last consent or renewal that worked. */
  readonly lastSuccessAt: Date;
  readonly nextRenewalAt?: Date;
  /** Renewals that failed in a row. */
  readonly failures: number;
  /** A short code, never a vendor's text. */
  readonly lastErrorCode?: string;
};

/** Whether the connection holds a grant that is believed to work; such grants of one account share their fate. */
export const isLive = (status: ConnectionStatus): boolean =>
  status === 'connected' || status === 'renewing_failed';

/** An access token with less left than this is renewed before it is handed out. */
const handOutMs = 2 * 60_000;

export type TokenUse = 'use' | 'renew-first';

/** Whether an access token may be handed out as it is. */
export const tokenUse = ({ expiresAt }: Pick<GoogleConnection, 'expiresAt'>, now: Date): TokenUse =>
  expiresAt.getTime() - now.getTime() > handOutMs ? 'use' : 'renew-first';

export const isValidAt = ({ expiresAt }: Pick<GoogleConnection, 'expiresAt'>, now: Date): boolean =>
  expiresAt.getTime() > now.getTime();
