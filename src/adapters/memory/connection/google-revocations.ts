import type {
  ClaimedRevocation,
  GoogleRevocations,
} from '../../../application/ports/connection/google-revocations.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import type { RevocationRow } from './google-rows.ts';
import { msUntilNext } from './rotation.ts';

export const memoryGoogleRevocations = (db: MemoryDatabase): GoogleRevocations => {
  const { google } = db;
  const claim = (rows: readonly RevocationRow[], leaseMs: number): readonly ClaimedRevocation[] => {
    const now = db.clock.now();
    return rows.flatMap((row) => {
      const { id, clinicId, refreshToken, attempts, requestedAt } = row;
      if (refreshToken === undefined || !isOver(row.leaseUntil, now)) return [];
      const leaseUntil = after(now, leaseMs);
      row.leaseUntil = leaseUntil;
      row.leaseToken += 1;
      return [{ id, clinicId, refreshToken, attempts, requestedAt, leaseUntil, leaseToken: row.leaseToken }];
    });
  };

  return {
    claimDue: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const due = google.revocations
          .filter((row) => row.nextAttemptAt !== undefined && isOver(row.nextAttemptAt, now))
          .filter((row) => isOver(row.leaseUntil, now))
          .sort((a, b) => Number(a.nextAttemptAt) - Number(b.nextAttemptAt));
        return claim(due.slice(0, limit), leaseMs);
      }),

    claimOf: (clinicId, leaseMs) =>
      db.atomically(() =>
        claim(
          google.revocations.filter((row) => row.clinicId === clinicId),
          leaseMs,
        ),
      ),

    settle: ({ clinicId, id, leaseToken }, settlement) =>
      db.atomically(() => {
        const row = google.revocations.find((known) => known.id === id);
        if (row?.leaseToken !== leaseToken || row.leaseUntil === undefined) return false;
        row.attempts += 1;
        row.leaseUntil = undefined;
        if (settlement.to === 'retry') {
          row.nextAttemptAt = settlement.at;
          return true;
        }
        row.finishedAt = db.clock.now();
        row.refreshToken = undefined;
        row.nextAttemptAt = undefined;
        const waits = google.revocations.some((open) => open.clinicId === clinicId && !open.finishedAt);
        const connection = google.connections.get(clinicId);
        if (connection?.status === 'disconnecting' && !waits) google.connections.delete(clinicId);
        return true;
      }),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          google.revocations.map(({ nextAttemptAt }) => nextAttemptAt),
          db.clock.now(),
        ),
      ),
  };
};
