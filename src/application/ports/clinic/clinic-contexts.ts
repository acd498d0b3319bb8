import type { ClinicId } from '../../../domain/clinic/clinic.ts';

export type SavedContext = {
  readonly version: number;
  readonly document: unknown;
  readonly savedAt: Date;
  /** Absent when it was changed past us, by a script. */
  readonly savedBy?: string;
  /** The version that was brought back by this one. */
  readonly restoredFrom?: number;
};

export type ContextToSave = {
  readonly document: unknown;
  readonly expectedVersion: number;
  readonly by: string;
  readonly restoredFrom?: number;
};

/** What the clinics screen saved, with every earlier version. Contract: tests/contract/contracts/clinic/clinic-contexts.contract.ts */
export interface ClinicContexts {
  current(clinicId: ClinicId): Promise<SavedContext | undefined>;
  /**
   * Saves it as the next version, when the expected one is still current. A document that equals the current one makes
   * no new version. Answers with what is current then: under another version than expected + 1 it was not saved.
   */
  save(
    clinicId: ClinicId,
    context: ContextToSave,
    now: Date,
  ): Promise<{ readonly saved: boolean; readonly current: SavedContext } | undefined>;
  version(clinicId: ClinicId, version: number): Promise<SavedContext | undefined>;
  /** Newest first, below `below`; without the documents. */
  versions(
    clinicId: ClinicId,
    limit: number,
    below?: number,
  ): Promise<readonly Omit<SavedContext, 'document'>[]>;
}
