import type { AuditEntry, AuditOutcome } from '../../../domain/access/audit-entry.ts';
import type { Reach } from '../../../domain/access/caller.ts';

type AuditQuery = {
  /** `all` shows what concerns the whole installation, too. */
  readonly reach: Reach;
  readonly action?: string;
  readonly actor?: string;
  /** Only what began then or later. */
  readonly from?: Date;
  /** Only what began before. */
  readonly to?: Date;
  readonly limit: number;
  /** Only what comes after this entry in the list. */
  readonly before?: string;
};

/**
 * Who did what. Append-only: an entry is begun before the effect and finished once, afterwards; what is never finished
 * was cut off and its outcome is not known. Contract: tests/contract/contracts/access/audit-trail.contract.ts
 */
export interface AuditTrail {
  begin(entry: Omit<AuditEntry, 'outcome' | 'code'>): Promise<void>;
  /** Adds `details` to those of the beginning. Only the first finish counts. */
  finish(
    id: string,
    end: { readonly outcome: AuditOutcome; readonly code?: string; readonly details?: AuditEntry['details'] },
    now: Date,
  ): Promise<void>;
  /** Newest first, of the same moment by id. */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>;
}
