import { LRUCache } from 'lru-cache';
import type { ReadContext, ReadContexts } from '../../application/ports/clinic/read-contexts.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';

/** A context takes 20 to 200 kB, with what the assistant prepares from it. */
const mostContexts = 500;

/** The contexts of the clinics that were busy last. Nothing in it gets stale: whoever asks names the version. */
export const rememberedContexts = (most = mostContexts): ReadContexts =>
  new LRUCache<ClinicId, ReadContext>({ max: most });
