import type { ClinicId } from '../clinic/clinic.ts';

/** `done`, `refused` by a rule, or `failed`; absent when nobody knows, because the process died over it. */
export type AuditOutcome = 'done' | 'refused' | 'failed';

/** Something that somebody changed, or tried to. */
export type AuditEntry = {
  readonly id: string;
  /** Absent for what concerns the whole installation. */
  readonly clinicId?: ClinicId;
  readonly at: Date;
  /** `user:…`, `key:…`, `local:operator`. */
  readonly actor: string;
  /** e.g. `context.save`. */
  readonly action: string;
  /** e.g. `context`, `api-key:<id>`. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  readonly outcome?: AuditOutcome;
  /** The code of the error that ended it. */
  readonly code?: string;
};
