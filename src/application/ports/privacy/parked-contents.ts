import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ParkedItem, ParkedItemId } from '../messaging/parked-items.ts';

type ParkedSearch = {
  readonly clinicId: ClinicId;
  /** Only items whose text has one of these; absent: all. */
  readonly values?: readonly string[];
  /** Only what was received until then. */
  readonly until: Date;
  readonly after?: ParkedItemId;
};

/**
 * The contents of parked items, resolved or not, for those whose data they are. A clinic's are those parked for it, those
 * that came to one of its numbers before it was registered, and those that name no number at all.
 * Contract: tests/contract/contracts/privacy/parked-contents.contract.ts
 */
export interface ParkedContents {
  /** By id; at most `limit`, and fewer although there are more only when the last one is given as `next`. */
  page(
    search: ParkedSearch,
    limit: number,
  ): Promise<{ readonly items: readonly ParkedItem[]; readonly next?: ParkedItemId }>;
  /** Empties and resolves them; that they were here is known still, so that a repetition is not kept again. How many. */
  empty(clinicId: ClinicId, ids: readonly ParkedItemId[], now: Date): Promise<number>;
}
