import { getHeapStatistics } from 'node:v8';
import { LRUCache } from 'lru-cache';
import type { ReadContext, ReadContexts } from '../../application/ports/clinic/read-contexts.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';

/** Of the memory that the process may have: some thousands of clinics that say much, ten times as many that say little. */
const share = 1 / 8;
/** For each character of a context as JSON, with what the assistant prepares from it: measured, and rounded up. */
const bytesEach = 10;

/**
 * The contexts of the clinics that were busy last, in at most `mostBytes`. Nothing in it gets stale: whoever asks names the
 * version. More clinics than fit, all equally busy, would read each context anew.
 */
export const rememberedContexts = (
  mostBytes = Math.floor(getHeapStatistics().heap_size_limit * share),
): ReadContexts =>
  new LRUCache<ClinicId, ReadContext>({
    maxSize: mostBytes,
    sizeCalculation: (context) => bytesEach * JSON.stringify(context).length,
  });
