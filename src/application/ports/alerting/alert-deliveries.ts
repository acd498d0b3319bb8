import type {
  AlertChannelName,
  AlertDestination,
  AlertEvent,
  PlannedDelivery,
} from '../../../domain/alerting/alert-delivery.ts';
import type { AlertPlan } from '../../../domain/alerting/plan-deliveries.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { SealedToken } from '../connection/token-cipher.ts';
import type { Alert } from '../operations/alerts.ts';

/** An alert that was opened or resolved, or is still open, held under a lease. */
export type DueAlert = {
  readonly alert: Alert;
  /** Of its clinic, and of the installation. */
  readonly destinations: readonly AlertDestination[];
  readonly planned: readonly PlannedDelivery[];
  readonly leaseToken: number;
};

/** The next delivery of a destination; the destination is held under a lease. */
export type ClaimedDelivery = {
  readonly id: string;
  readonly event: AlertEvent;
  /** This one included. */
  readonly attempts: number;
  readonly dueAt: Date;
  readonly alert: Alert;
  /** Of the alert. */
  readonly clinic?: { readonly id: ClinicId; readonly name: string; readonly timeZone: string };
  /** The other events of the alert for this destination. */
  readonly siblings: readonly Pick<PlannedDelivery, 'event' | 'state'>[];
  readonly destination: {
    readonly id: string;
    readonly clinicId?: ClinicId;
    readonly channel: AlertChannelName;
    readonly address: string;
    readonly sealedSecret?: SealedToken;
    /** Failures in a row. */
    readonly failures: number;
    readonly quiet?: AlertDestination['quiet'];
    /** Of the installation's. */
    readonly timeZone?: string;
  };
  readonly leaseToken: number;
};

export type DeliverySettlement =
  | { readonly to: 'delivered'; readonly at: Date; readonly nextAt: Date }
  | { readonly to: 'retry' | 'given-up'; readonly at: Date; readonly nextAt: Date; readonly code: string }
  /** Not tried: it waits, as if it had not been claimed. */
  | { readonly to: 'postponed'; readonly until: Date }
  | { readonly to: 'skipped' };

/**
 * What has to be told of alerts, and to whom: rows, so that nothing is forgotten and nothing told twice. An alert is due
 * from the transaction on that opens or resolves it. Contract: tests/contract/contracts/operations/alert-deliveries/
 */
export interface AlertDeliveries {
  claimAlerts(limit: number, leaseMs: number): Promise<readonly DueAlert[]>;
  /**
   * Writes the plan down. `false`, and no change, when the alert or a delivery of it has changed since the claim: it is
   * looked at again. What `mostWaiting` leaves no room for is left out.
   */
  plan(due: DueAlert, plan: AlertPlan, mostWaiting: number): Promise<boolean>;
  /** Milliseconds until an alert that is not due yet becomes due. */
  msUntilAlert(): Promise<number | undefined>;
  /** At most one delivery of each destination, the urgent first, those of one alert in their order. Counts as an attempt. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]>;
  /** Lets the destination go; it pauses from `at` to `nextAt`, by the store's own clock. `false`, and no change, when the lease is not ours any more. */
  settle(claimed: ClaimedDelivery, settlement: DeliverySettlement): Promise<boolean>;
  msUntilDue(): Promise<number | undefined>;
  /** Deletes what was told of alerts that were resolved before then. How much it was. */
  forget(before: Date): Promise<number>;
}
