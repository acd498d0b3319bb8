import type { ErasedKeys, ErasureMarks } from '../../../application/ports/privacy/erased-keys.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { covers, mergedKey, type ErasedKey, type ErasureId } from '../../../domain/privacy/erasure.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryErasedKeys = (db: MemoryDatabase): ErasedKeys => ({
  cover: (marks) => db.atomically(() => marks.map((each) => isErased(db, each))),
  remember: (erasures) =>
    db.atomically(() => {
      for (const { clinicId, id, keys } of erasures) rememberKeys(db, clinicId, id, keys);
    }),

  forget: (now, limit) =>
    db.atomically(() => {
      const over = [...db.privacy.keys]
        .filter(([, { keepUntil }]) => keepUntil !== undefined && keepUntil < now)
        .slice(0, limit);
      for (const [key] of over) db.privacy.keys.delete(key);
      return over.length;
    }),
});

export const isErased = (db: MemoryDatabase, { clinicId, keys, sentAt }: ErasureMarks): boolean =>
  keys.some((key) => {
    const found = db.privacy.keys.get(`${clinicId} ${key}`);
    return found !== undefined && covers(found, sentAt);
  });

export function rememberKeys(
  db: MemoryDatabase,
  clinicId: ClinicId,
  erasure: ErasureId,
  keys: readonly ErasedKey[],
): void {
  for (const each of keys) {
    const place = `${clinicId} ${each.key}`;
    const known = db.privacy.keys.get(place);
    const kept = known === undefined ? each : mergedKey(known, each);
    db.privacy.keys.set(place, { ...kept, erasure: known?.erasure ?? erasure });
  }
}
