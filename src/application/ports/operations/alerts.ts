import type { Reach } from '../../../domain/access/caller.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/**
 * - `sends-stopped`: the clinic's WhatsApp account or token; ends when a send goes through
 * - `handover`, `turn-failed`: a conversation waits for a human; ends when one writes, or the assistant answers again
 * - `needs-template`: the customer service window of a conversation is closed; ends when the patient writes
 * - `send-failed`: messages fail with this error code; ends by time when it does not happen again
 * - `google-…`, `encryption-key-missing`: the connection of a clinic, or the installation's own client; end when it works,
 *   or by time when no try meets the trouble any more
 * - `calendar-…`: a calendar that cannot be read, reached or written to, or is nobody's; ends when that is over
 * - `booking-failed`, `event-left-behind`, `google-revocation-failed`: a human should look once; ends by time
 *
 * What ends by time: end-quiet-alerts.ts.
 */
export type AlertKind =
  | 'sends-stopped'
  | 'handover'
  | 'turn-failed'
  | 'needs-template'
  | 'send-failed'
  | 'google-reconnect-required'
  | 'google-renewal-failing'
  | 'google-access-ends'
  | 'google-disconnected'
  | 'google-revocation-failed'
  | 'google-calendars-unreachable'
  | 'google-client-refused'
  | 'google-request-refused'
  | 'google-misconfigured'
  | 'encryption-key-missing'
  | 'calendar-access'
  | 'calendar-unreadable'
  | 'calendar-not-writable'
  | 'calendar-writes-paused'
  | 'calendar-unassigned'
  | 'booking-failed'
  | 'event-left-behind';

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
  /** `true` when an open alert was resolved. */
  resolve(condition: AlertCondition, now: Date): Promise<boolean>;
  /** As `resolve` for several conditions at once; those that were open. */
  resolveAll(conditions: readonly AlertCondition[], now: Date): Promise<readonly AlertCondition[]>;
  /** Resolves what has not been seen since `before`. How many there were. */
  expire(kind: AlertKind, before: Date, now: Date): Promise<number>;
  /** Newest first. */
  list(query: AlertQuery): Promise<readonly Alert[]>;
  openCount(): Promise<ReadonlyMap<string, number>>;
}
