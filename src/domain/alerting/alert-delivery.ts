import type { ClinicId } from '../clinic/clinic.ts';
import type { QuietHours } from '../clinic/rules/reminder-rules.ts';
import type { AlertKind } from './alert-kinds.ts';

/** What is told of an alert, in this order: that it has begun, that it is still open, that it is over. */
export const alertEvents = ['opened', 'escalated', 'resolved'] as const;
export type AlertEvent = (typeof alertEvents)[number];

export const alertChannelNames = ['webhook', 'email'] as const;
export type AlertChannelName = (typeof alertChannelNames)[number];

/** Where alerts go: of one clinic, or of the whole installation. */
export type AlertDestination = {
  readonly id: string;
  /** Absent for those of the installation. */
  readonly clinicId?: ClinicId;
  readonly quiet?: { readonly hours: QuietHours; readonly timeZone: string } | undefined;
  /** It hears of alerts that were opened from then on. */
  readonly since: Date;
};

/**
 * - `waiting`: to be sent, for the first time or again
 * - `delivered`: the other side has taken it
 * - `given-up`: tried for long enough
 * - `skipped`: not worth telling any more, and never sent
 */
export type DeliveryState = 'waiting' | 'delivered' | 'given-up' | 'skipped';

/** One event of one alert for one destination. */
export type PlannedDelivery = {
  readonly destinationId: string;
  readonly event: AlertEvent;
  readonly state: DeliveryState;
  /** Attempts that were begun; the other side may have got each of them. */
  readonly attempts: number;
  readonly dueAt: Date;
};

/** What of an alert decides who is told. */
export type TellableAlert = {
  readonly clinicId?: ClinicId;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly openedAt: Date;
  readonly resolvedAt?: Date;
};
