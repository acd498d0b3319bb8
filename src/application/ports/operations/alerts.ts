import type { Reach } from '../../../domain/access/caller.ts';
import type { OpenAlerts } from '../../../domain/alerting/alert-counts.ts';
import type { AlertKind } from '../../../domain/alerting/alert-kinds.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

export type AlertCondition = {
  /** Absent for conditions of the whole installation. */
  readonly clinicId?: ClinicId;
  readonly kind: AlertKind;
  /** What it is about, so that one condition opens one alert. */
  readonly subject: string;
};

export type Alert = AlertCondition & {
  readonly id: string;
  readonly message: string;
  readonly occurrences: number;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly resolvedAt?: Date;
};

type AlertQuery = {
  /** `all` shows those of the whole installation, too. */
  readonly reach: Reach;
  readonly state: 'open' | 'resolved' | 'any';
  readonly limit: number;
  /** Only alerts that were opened before this one. */
  readonly before?: string;
};

/** Conditions that a human should see, open until they are gone. Contract: tests/contract/contracts/operations/alerts.contract.ts */
export interface Alerts {
  /** Opens the alert, or counts one more occurrence of the open one. `true` when it was opened. */
  open(condition: AlertCondition, message: string, now: Date): Promise<boolean>;
  /** As `open`, but an open one stays as it is: for what may be the same occurrence once more. */
  openOnce(condition: AlertCondition, message: string, now: Date): Promise<boolean>;
  /** `true` when an open alert was resolved. */
  resolve(condition: AlertCondition, now: Date): Promise<boolean>;
  /** As `resolve` for several conditions at once; those that were open. */
  resolveAll(conditions: readonly AlertCondition[], now: Date): Promise<readonly AlertCondition[]>;
  /** Those of the conditions of which an alert is open. */
  openAmong(conditions: readonly AlertCondition[]): Promise<readonly AlertCondition[]>;
  /** Resolves what has not been seen since `before`. How many there were. */
  expire(kind: AlertKind, before: Date, now: Date): Promise<number>;
  /** Newest first. */
  list(query: AlertQuery): Promise<readonly Alert[]>;
  openCount(): Promise<ReadonlyMap<string, number>>;
  /** By clinic and kind, those of the installation without a clinic; in any order. */
  openByClinic(): Promise<readonly OpenAlerts[]>;
}
