import { LRUCache } from 'lru-cache';
import type { Clinics } from '../../application/ports/clinic/clinics.ts';
import { isInService, type ClinicNumber, type InactiveNumber } from '../../domain/clinic/clinic.ts';

export type CacheBounds = {
  readonly entries: number;
  /** How long a change of registration may go unnoticed, ms. */
  readonly foundMs: number;
  /** Shorter: a number that was just registered or switched on should work at once. */
  readonly absentMs: number;
};

export const defaultClinicCache: CacheBounds = { entries: 20_000, foundMs: 10_000, absentMs: 1_000 };

const absent = Symbol('absent');

/** Remembers which clinic a number belongs to, for a bounded time; everything else passes through. */
export function cachedClinics(clinics: Clinics, bounds: CacheBounds): Clinics {
  const cache = new LRUCache<string, Promise<ClinicNumber | InactiveNumber | typeof absent>>({
    max: bounds.entries,
    // to the library 0 means for ever
    ttl: Math.max(1, bounds.foundMs),
  });
  return {
    ...clinics,
    async numberFor(ref) {
      const key = `${ref.phoneNumberId ?? ''}|${ref.displayNumber ?? ''}`;
      let found = cache.get(key);
      if (found === undefined) {
        found = clinics.numberFor(ref).then((number) => {
          const known = number ?? absent;
          if (!isInService(number)) cache.set(key, Promise.resolve(known), { ttl: bounds.absentMs });
          return known;
        });
        cache.set(key, found);
        found.catch(() => cache.delete(key));
      }
      const number = await found;
      return number === absent ? undefined : number;
    },
  };
}
