import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type {
  ConnectionStatus,
  GoogleAccount,
  GoogleConnection,
} from '../../../domain/connection/google-connection.ts';
import type { RenewalEnding, Renewed } from '../../../domain/connection/renewal.ts';
import type { SealedToken } from './token-cipher.ts';

/** Without the refresh token: only who renews gets that. The access token is gone once disconnecting. */
export type StoredConnection = GoogleConnection & { readonly accessToken?: SealedToken };

export type NewConnection = {
  readonly clinicId: ClinicId;
  readonly account: GoogleAccount;
  readonly accessToken: SealedToken;
  /** Absent: the stored one stays; only for the same account. */
  readonly refreshToken?: SealedToken;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  readonly refreshExpiresAt?: Date;
  readonly nextRenewalAt: Date;
  /** As the audit log names them. */
  readonly connectedBy: string;
  /** When the code was sent to Google. */
  readonly exchangedAt: Date;
  /** For the revocation of an account that is left behind. */
  readonly revocationId: string;
};

export type Saved = {
  readonly saved: {
    readonly version: number;
    /** A revocation of this very account was, or may have been, sent so lately that the new grant may have died of it. */
    readonly needsProbe: boolean;
    /** The grant of the account that was left behind is to be revoked. */
    readonly revokesFormer: boolean;
  };
};

/** A connection whose tokens are to be renewed, held under a lease. */
export type ClaimedRenewal = {
  readonly clinicId: ClinicId;
  readonly sub: string;
  readonly version: number;
  readonly leaseToken: number;
  readonly leaseUntil: Date;
  readonly status: ConnectionStatus;
  readonly refreshToken: SealedToken;
  readonly expiresAt: Date;
  readonly refreshExpiresAt?: Date;
  readonly failures: number;
  /** Of the last of those failures. */
  readonly lastErrorCode?: string;
};

export type RenewedTokens = Renewed<SealedToken>;
export type RenewalSettlement = RenewalEnding<SealedToken>;

export type Disconnected = {
  readonly wasConnected: boolean;
  /** `revoke`: the revocation waits to be made. `shared`: another live connection lives on the same grant. */
  readonly grant: 'revoke' | 'shared' | 'none';
};

/** One Google connection per clinic. Contract: tests/contract/contracts/connection/google-connections.contract.ts */
export interface GoogleConnections {
  get(clinicId: ClinicId): Promise<StoredConnection | undefined>;

  /**
   * Writes the clinic's connection if its version is still `seenVersion` (absent: there is none); leases on it end. In
   * the same transaction, alone among all that connect or disconnect these accounts: pending revocations of the new
   * account are dropped, and clinics that waited for them are disconnected, the grant of an account left behind is put up for revocation when no other live connection has
   * it, and the calendars of such an account become unreachable. `being-revoked`: a revocation of the new account is
   * under way; nothing was changed.
   */
  save(
    connection: NewConnection,
    seenVersion: number | undefined,
  ): Promise<Saved | 'changed' | 'being-revoked'>;

  /** Claims up to `limit` live connections whose renewal is due, oldest first. */
  claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedRenewal[]>;

  /**
   * Claims the renewal of one live connection, due or not; not when it is `leased` to somebody, waits after a failure
   * (`waiting`), or has `changed` since `seenVersion`.
   */
  claimOne(
    clinicId: ClinicId,
    seenVersion: number,
    leaseMs: number,
  ): Promise<ClaimedRenewal | 'leased' | 'changed' | 'waiting'>;

  /** Records how the claim ended. `false`, and no change, when lease or version are not ours any more. */
  settle(claim: ClaimedRenewal, settlement: RenewalSettlement): Promise<boolean>;

  /**
   * A refresh token that replaced the one of the claim, brought by a renewer that had lost its lease: kept when the
   * stored one is still the replaced one, even if it was found dead meanwhile; the grant would be lost otherwise.
   * `stored`, and no change, when another sealed text is stored for the account: the same token sealed with a new key, or
   * another token; only who can open it knows.
   */
  keepReplaced(
    claim: Pick<ClaimedRenewal, 'clinicId' | 'sub' | 'refreshToken'>,
    tokens: RenewedTokens,
  ): Promise<boolean | { readonly stored: SealedToken }>;

  /** Makes the other live connections of the account due now, unless they proved to work since `since`. */
  probeSiblings(clinicId: ClinicId, sub: string, since: Date): Promise<number>;

  /** Marks a live connection of exactly this version as dead. */
  requireReconnect(clinicId: ClinicId, version: number, code: string): Promise<boolean>;

  /**
   * Erases the clinic's tokens and calendars, alone among all that connect or disconnect this account, and puts the
   * grant up for revocation unless another live connection has it. Leases end. Repeating it changes nothing.
   */
  disconnect(clinicId: ClinicId, revocationId: string): Promise<Disconnected>;

  /** Milliseconds until the next renewal that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;

  /** How each connected clinic stands, for operators. */
  statuses(): Promise<ReadonlyMap<ClinicId, ConnectionStatus>>;
}
