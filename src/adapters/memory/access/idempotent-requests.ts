import type {
  IdempotencyScope,
  IdempotencyState,
  IdempotentAttempt,
  IdempotentRequests,
} from '../../../application/ports/access/idempotent-requests.ts';
import { repetitionOf } from '../../../domain/access/repeated-request.ts';
import { after } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { given } from '../../../domain/given.ts';

const nameOf = ({ clinicId, caller, operation, key }: IdempotencyScope) =>
  JSON.stringify([clinicId, caller, operation, key]);

/** Whose request is kept under this name. */
export function scopeOf(name: string): Pick<IdempotencyScope, 'clinicId' | 'key'> {
  const [clinicId, , , key] = JSON.parse(name) as [string | null, string, string, string];
  return { ...given({ clinicId: clinicId ?? undefined }), key };
}

export const memoryIdempotentRequests = (db: MemoryDatabase): IdempotentRequests => {
  const ownRow = ({ id, scope }: IdempotentAttempt) => {
    const row = db.idempotent.get(nameOf(scope));
    return row?.owner === id && row.reply === undefined ? row : undefined;
  };

  return {
    begin: ({ id, scope, requestHash }, leaseMs, now) =>
      db.atomically((): IdempotencyState => {
        const leaseUntil = after(now, leaseMs);
        const row = db.idempotent.get(nameOf(scope));
        if (row === undefined) {
          const fresh = { requestHash, createdAt: now, firstId: id, owner: id, leaseUntil, reply: undefined };
          db.idempotent.set(nameOf(scope), fresh);
          return { state: 'first', firstId: id };
        }
        const repetition = repetitionOf({ ...row, isAnswered: row.reply !== undefined }, requestHash, now);
        if (repetition === 'answered' && row.reply !== undefined)
          return { state: 'answered', reply: { ...row.reply } };
        if (repetition === 'other-request' || repetition === 'in-progress') return { state: repetition };
        row.owner = id;
        row.leaseUntil = leaseUntil;
        return { state: 'first', firstId: row.firstId };
      }),

    answer: (attempt, reply) =>
      db.atomically(() => {
        const row = ownRow(attempt);
        if (row !== undefined) row.reply = { ...reply };
      }),

    release: (attempt) =>
      db.atomically(() => {
        const row = ownRow(attempt);
        if (row !== undefined) row.leaseUntil = undefined;
      }),

    forget: (before) =>
      db.atomically(() => {
        const old = [...db.idempotent].filter(([, { createdAt }]) => createdAt < before);
        for (const [name] of old) db.idempotent.delete(name);
        return old.length;
      }),
  };
};
