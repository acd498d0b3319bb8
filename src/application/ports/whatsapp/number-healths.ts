import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { HealthIssue, NumberHealth } from '../../../domain/whatsapp/number-health.ts';

/** A number whose health has to be asked for, held for the time of the claim. */
export type DueNumber = NumberPlace & {
  readonly phoneNumberId: string;
  /** When somebody else may ask. */
  readonly heldUntil: Date;
  readonly wabaId?: string;
  readonly before?: NumberHealth;
  /** What was wrong with it then. */
  readonly issues: readonly HealthIssue[];
};

export type HealthReading = NumberPlace & {
  /** The last that could be read. */
  readonly health?: NumberHealth;
  readonly issues: readonly HealthIssue[];
  /** Why the last try failed; Meta's code, or ours. */
  readonly failure?: string;
  /** Of the last try. */
  readonly readAt: Date;
};

type NewReading = { readonly issues: readonly HealthIssue[] } & (
  { readonly health: NumberHealth } | { readonly failure: string }
);

/** How each number was at Meta. Contract: tests/contract/contracts/connection/number-healths.contract.ts */
export interface NumberHealths {
  /**
   * Numbers in service that are due, each to one caller until `leaseMs` are over; those never read first, a minute after
   * they came in.
   */
  claim(limit: number, leaseMs: number): Promise<readonly DueNumber[]>;
  /**
   * A failure keeps the health that was read before. Where somebody has wanted another reading meanwhile, or holds the
   * number now, the sooner time counts.
   */
  save(held: NumberPlace & Pick<DueNumber, 'heldUntil'>, reading: NewReading, againMs: number): Promise<void>;
  /** The numbers of the clinic, or this one, are read with the next round. */
  readSoon(clinicId: ClinicId, whatsappNumber?: NumberPlace['whatsappNumber']): Promise<void>;
  /** By number; only those that were asked for. */
  list(clinicId: ClinicId): Promise<readonly HealthReading[]>;
  /** Of all clinics in service: those in trouble, at most `limit`, and how many are well. */
  overview(limit: number): Promise<{ readonly troubled: readonly HealthReading[]; readonly healthy: number }>;
}
