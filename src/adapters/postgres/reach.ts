import type { Reach } from '../../domain/access/caller.ts';

/** For `($n::uuid[] is null or clinic_id = any($n))`: null reaches everything, rows without a clinic, too. */
export const reachParameter = (reach: Reach): readonly string[] | null => (reach === 'all' ? null : reach);
