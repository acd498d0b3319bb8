import type { ApiKeys, KeyOwner } from '../../../application/ports/access/api-keys.ts';
import { keyState, type ApiKey } from '../../../domain/access/api-key.ts';
import type { MemoryDatabase } from '../database.ts';

const minuteMs = 60_000;
const belongsTo = (owner: KeyOwner, { clinicId }: ApiKey) =>
  owner === 'installation' ? clinicId === undefined : clinicId === owner;

export const memoryApiKeys = (db: MemoryDatabase): ApiKeys => ({
  add: (key, digest) =>
    db.atomically(() => {
      if (db.keys.has(key.id) || key.clinicIds.some((id) => !db.clinics.has(id))) return false;
      db.keys.set(key.id, { key: { ...key }, digest });
      return true;
    }),

  find: (id) =>
    db.atomically(() => {
      const row = db.keys.get(id);
      return row && { key: { ...row.key }, digest: row.digest };
    }),

  digests: (now) =>
    db.atomically(
      () =>
        new Map(
          [...db.keys.values()]
            .filter(({ key }) => keyState(key, now) === 'valid')
            .map(({ key, digest }) => [key.id, digest]),
        ),
    ),

  list: (owner, limit, after) =>
    db.atomically(() =>
      [...db.keys.values()]
        .map(({ key }) => key)
        .filter((key) => belongsTo(owner, key) && (after === undefined || key.id < after))
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit),
    ),

  revoke: (owner, id, _by, now) =>
    db.atomically(() => {
      const row = db.keys.get(id);
      if (row === undefined || !belongsTo(owner, row.key)) return undefined;
      row.key = { ...row.key, revokedAt: row.key.revokedAt ?? now };
      return row.key;
    }),

  markUsed: (id, now) =>
    db.atomically(() => {
      const row = db.keys.get(id);
      const last = row?.key.lastUsedAt?.getTime() ?? 0;
      if (row !== undefined && last < now.getTime() - minuteMs) row.key = { ...row.key, lastUsedAt: now };
    }),
});
