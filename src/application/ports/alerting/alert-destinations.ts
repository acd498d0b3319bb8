import type { AlertChannelName, AlertEvent } from '../../../domain/alerting/alert-delivery.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { QuietHours } from '../../../domain/clinic/rules/reminder-rules.ts';
import type { SealedToken } from '../connection/token-cipher.ts';

/** What came of the last attempt to reach a destination. */
export type AlertAttempt = {
  readonly event: AlertEvent | 'test';
  readonly at: Date;
  /** Absent when it arrived. */
  readonly code?: string;
};

export type ClinicDestination = {
  readonly id: string;
  readonly channel: AlertChannelName;
  readonly address: string;
  readonly sealedSecret?: SealedToken;
  readonly quiet?: QuietHours;
  readonly last?: AlertAttempt;
};

export type WantedDestination = {
  readonly channel: AlertChannelName;
  readonly address: string;
  readonly quiet?: QuietHours;
  /** Replaces the one that is there; absent, that one stays. */
  readonly sealedSecret?: SealedToken;
  /** Becomes the secret of one that is not there yet, and of no other. */
  readonly newSecret?: SealedToken;
};

export type ReplacedDestinations = {
  /** The ids of those that are there no more. */
  readonly gone: readonly string[];
  /** Whether one took its `newSecret`. */
  readonly tookSecret: boolean;
};

/** Where alerts go. Contract: tests/contract/contracts/operations/alert-destinations.contract.ts */
export interface AlertDestinations {
  /** Webhooks first, then by address. */
  list(clinicId: ClinicId): Promise<readonly ClinicDestination[]>;
  /**
   * From now on these and no others; what stays keeps its id, and hears on of what it has heard of. One change after the
   * other.
   */
  replace(clinicId: ClinicId, wanted: readonly WantedDestination[], now: Date): Promise<ReplacedDestinations>;
  /** Of the clinic's webhook, whichever it is then. `false` when it has none. */
  replaceSecret(clinicId: ClinicId, sealedSecret: SealedToken): Promise<boolean>;
  /** One that arrived ends the pause of the destination, and its failures. Nothing, where it is not there any more. */
  noteAttempt(clinicId: ClinicId, id: string, attempt: AlertAttempt): Promise<void>;
  /** As `replace` for the destinations of the installation. */
  replaceInstallations(
    wanted: readonly WantedDestination[],
    timeZone: string,
    now: Date,
  ): Promise<ReplacedDestinations>;
}
