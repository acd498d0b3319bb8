import type { ClinicId } from '../../domain/clinic/clinic.ts';

export type AlertCondition = {
  /** Absent for conditions of the whole installation. */
  readonly clinicId?: ClinicId;
  /** e.g. `sends-stopped`, `turn-failed`, `send-outcome-unknown`. */
  readonly kind: string;
  /** What it is about, so that one condition opens one alert. */
  readonly subject: string;
};

/** Conditions that a human should see, open until they are gone. Contract: tests/contract/alerts.contract.ts */
export interface Alerts {
  /** Opens the alert, or counts one more occurrence of the open one. `true` when it was opened. */
  open(condition: AlertCondition, message: string, now: Date): Promise<boolean>;
  /** `true` when an open alert was resolved. */
  resolve(condition: AlertCondition, now: Date): Promise<boolean>;
  openCount(): Promise<ReadonlyMap<string, number>>;
}
