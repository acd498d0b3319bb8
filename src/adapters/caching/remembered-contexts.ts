import { getHeapStatistics } from 'node:v8';
import { LRUCache } from 'lru-cache';
import type { ReadContext, ReadContexts } from '../../application/ports/clinic/read-contexts.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';

/** Of the heap that the process may have; with 2 GB that is a thousand clinics that say as much as the demo clinic. */
const share = 1 / 8;
/** For each character of a context as JSON. That of the demo clinic has 23 000, and takes up to 200 kB with what is prepared from it. */
const bytesEach = 10;

/**
 * The contexts of the clinics that were busy last, in at most `mostBytes`. Nothing in it gets stale: whoever asks names the
 * version. Where more clinics are equally busy than fit, each context is read anew for each answer.
 */
export const rememberedContexts = (
  mostBytes = Math.floor(getHeapStatistics().heap_size_limit * share),
): ReadContexts =>
  new LRUCache<ClinicId, ReadContext>({
    maxSize: mostBytes,
    sizeCalculation: (context) => bytesEach * JSON.stringify(context).length,
  });
