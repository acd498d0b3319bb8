import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ErasureRecord } from '../../../domain/privacy/erasure.ts';

/** What arrives, by all names under which it may have been erased. */
export type ErasureMarks = {
  readonly clinicId: ClinicId;
  readonly keys: readonly string[];
  /** Meta's time of it. */
  readonly sentAt: Date;
};

/** What is recognised when it comes again after it was erased. Contract: tests/contract/contracts/privacy/erased-keys.contract.ts */
export interface ErasedKeys {
  /** For each, in order: whether it was erased. */
  cover(marks: readonly ErasureMarks[]): Promise<readonly boolean[]>;
  /** Idempotent; of two that say the same key the longer one counts. */
  remember(erasures: readonly Pick<ErasureRecord, 'clinicId' | 'id' | 'keys'>[]): Promise<void>;
  /** Forgets at most `limit` that nobody asks for any more; how many. */
  forget(now: Date, limit: number): Promise<number>;
}
