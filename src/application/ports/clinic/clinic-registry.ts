import type { Reach } from '../../../domain/access/caller.ts';
import type { Clinic, ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConnectionReport } from '../../../domain/connection/connection-report.ts';

export type RegisteredClinic = Clinic & {
  readonly isActive: boolean;
  readonly contextVersion: number;
  /** Raised by every change of name, time zone, simulation or activity. */
  readonly version: number;
  readonly createdAt: Date;
};

export type ClinicChanges = Partial<Pick<RegisteredClinic, 'name' | 'timeZone' | 'simulation' | 'isActive'>>;

export type NewClinic = Clinic & {
  readonly contextualization: unknown;
  readonly by: string;
  /** Absent: it works at once. */
  readonly isActive?: boolean;
};

/** What connects a clinic with the outside. */
export type ClinicConnections = {
  readonly clinicId: ClinicId;
  readonly google: ConnectionReport['status'];
  /** WhatsApp numbers that are switched on. */
  readonly numbers: number;
};

/** Clinics as those see them who administer them. Contract: tests/contract/contracts/clinic/clinic-registry.contract.ts */
export interface ClinicRegistry {
  /** The same id with the same name gives the same clinic again. `taken` when the id is another clinic's. */
  add(clinic: NewClinic, now: Date): Promise<RegisteredClinic | 'taken'>;
  /** Changes what is given. `stale`, and no change, when the clinic is not at `expected`. */
  change(
    id: ClinicId,
    expected: number,
    changes: ClinicChanges,
    now: Date,
  ): Promise<RegisteredClinic | 'stale' | undefined>;
  /** Active or not. */
  get(id: ClinicId): Promise<RegisteredClinic | undefined>;
  /** By id, after `after`. */
  list(reach: Reach, limit: number, after?: ClinicId): Promise<readonly RegisteredClinic[]>;
  /** Of every clinic, by id. */
  connections(limit: number): Promise<readonly ClinicConnections[]>;
}
