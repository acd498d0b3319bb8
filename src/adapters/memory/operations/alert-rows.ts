import type { AlertChannelName, AlertEvent, DeliveryState } from '../../../domain/alerting/alert-delivery.ts';
import type { AlertAttempt } from '../../../application/ports/alerting/alert-destinations.ts';
import type { SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type { AlertCondition } from '../../../application/ports/operations/alerts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { QuietHours } from '../../../domain/clinic/rules/reminder-rules.ts';

export type AlertRow = Omit<AlertCondition, 'subject'> & {
  subject: string;
  readonly id: string;
  readonly openedAt: Date;
  lastSeenAt: Date;
  message: string;
  occurrences: number;
  resolvedAt?: Date;
  /** When a worker looks whether somebody is to be told. */
  announceAt: Date | undefined;
  announceLeaseUntil: Date | undefined;
  announceLeaseToken: number;
};

export type DestinationRow = {
  readonly id: string;
  readonly clinicId: ClinicId | undefined;
  readonly channel: AlertChannelName;
  readonly address: string;
  readonly since: Date;
  sealedSecret: SealedToken | undefined;
  quiet: QuietHours | undefined;
  timeZone: string | undefined;
  nextAttemptAt: Date;
  failures: number;
  leaseUntil: Date | undefined;
  leaseToken: number;
  last: AlertAttempt | undefined;
};

export type DeliveryRow = {
  readonly id: string;
  readonly destinationId: string;
  readonly alertId: string;
  readonly event: AlertEvent;
  readonly isUrgent: boolean;
  dueAt: Date;
  attempts: number;
  state: DeliveryState;
};
