import type {
  ClaimedRenewal,
  GoogleConnections,
  StoredConnection,
} from '../../../application/ports/connection/google-connections.ts';
import type { SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { isLive } from '../../../domain/connection/google-connection.ts';
import {
  afterRenewal,
  claimOutOfTurn,
  dead,
  renewed,
  type ConnectionChange,
} from '../../../domain/connection/renewal.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { disconnectGoogle, saveConnection } from './google-grants.ts';
import type { ConnectionRow } from './google-rows.ts';
import { msUntilNext } from './rotation.ts';
import { given } from '../../../domain/given.ts';

export const memoryGoogleConnections = (db: MemoryDatabase): GoogleConnections => {
  const { google } = db;
  const held = ({ clinicId, leaseToken, version }: ClaimedRenewal) => {
    const row = google.connections.get(clinicId);
    return row?.leaseToken === leaseToken && row.version === version && row.leaseUntil !== undefined
      ? row
      : undefined;
  };
  const claimed = (row: ConnectionRow, leaseMs: number): ClaimedRenewal => {
    row.leaseToken += 1;
    row.leaseUntil = after(db.clock.now(), leaseMs);
    return claimOf(row, row.leaseUntil);
  };
  const change = (row: ConnectionRow, { fields, isProof, raisesVersion }: ConnectionChange<SealedToken>) => {
    Object.assign(row, fields);
    if (isProof) row.lastSuccessAt = db.clock.now();
    if (raisesVersion) row.version = google.lastVersion += 1;
    row.leaseUntil = undefined;
  };

  return {
    get: (clinicId) =>
      db.atomically(() => {
        const row = google.connections.get(clinicId);
        return row && seen(row);
      }),

    save: (connection, seenVersion) => db.atomically(() => saveConnection(db, connection, seenVersion)),

    claimDue: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        return [...google.connections.values()]
          .filter((row) => row.nextRenewalAt !== undefined && isOver(row.nextRenewalAt, now))
          .filter((row) => isOver(row.leaseUntil, now))
          .sort((a, b) => Number(a.nextRenewalAt) - Number(b.nextRenewalAt))
          .slice(0, limit)
          .map((row) => claimed(row, leaseMs));
      }),

    claimOne: (clinicId, seenVersion, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const row = google.connections.get(clinicId);
        const verdict = claimOutOfTurn(row, seenVersion, now);
        if (row === undefined || verdict !== 'claim') return verdict === 'claim' ? 'changed' : verdict;
        return claimed(row, leaseMs);
      }),

    settle: (claim, settlement) =>
      db.atomically(() => {
        const row = held(claim);
        if (row === undefined) return false;
        change(row, afterRenewal(claim, settlement));
        return true;
      }),

    keepReplaced: (claim, tokens) =>
      db.atomically(() => {
        const row = google.connections.get(claim.clinicId);
        if (row?.refreshToken === undefined || row.account.sub !== claim.sub) return false;
        if (row.refreshToken !== claim.refreshToken) return { stored: row.refreshToken };
        change(row, renewed(tokens));
        return true;
      }),

    probeSiblings: (clinicId, sub, since) =>
      db.atomically(() => {
        const now = db.clock.now();
        const siblings = [...google.connections.values()].filter(
          (row) => row.account.sub === sub && row.clinicId !== clinicId && isLive(row.status),
        );
        const unproven = siblings.filter(
          (row) => !isOver(row.nextRenewalAt, now) && row.lastSuccessAt.getTime() < since.getTime(),
        );
        for (const row of unproven) row.nextRenewalAt = now;
        return unproven.length;
      }),

    requireReconnect: (clinicId, version, code) =>
      db.atomically(() => {
        const row = google.connections.get(clinicId);
        if (row?.version !== version || !isLive(row.status)) return false;
        change(row, dead(code));
        return true;
      }),

    disconnect: (clinicId, revocationId) => db.atomically(() => disconnectGoogle(db, clinicId, revocationId)),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          [...google.connections.values()].map(({ nextRenewalAt }) => nextRenewalAt),
          db.clock.now(),
        ),
      ),

    statuses: () =>
      db.atomically(
        () => new Map([...google.connections].map(([clinicId, { status }]) => [clinicId, status])),
      ),
  };
};

/** Without refresh token and lease. */
const seen = (row: ConnectionRow): StoredConnection => ({
  clinicId: row.clinicId,
  account: { ...row.account },
  status: row.status,
  version: row.version,
  scopes: [...row.scopes],
  expiresAt: row.expiresAt,
  connectedAt: row.connectedAt,
  lastSuccessAt: row.lastSuccessAt,
  failures: row.failures,
  ...given({
    accessToken: row.accessToken,
    refreshExpiresAt: row.refreshExpiresAt,
    nextRenewalAt: row.nextRenewalAt,
    lastErrorCode: row.lastErrorCode,
  }),
});

function claimOf(row: ConnectionRow, leaseUntil: Date): ClaimedRenewal {
  if (row.refreshToken === undefined) throw new Error('A live connection has a refresh token');
  return {
    clinicId: row.clinicId,
    sub: row.account.sub,
    version: row.version,
    leaseToken: row.leaseToken,
    leaseUntil,
    status: row.status,
    refreshToken: row.refreshToken,
    expiresAt: row.expiresAt,
    failures: row.failures,
    ...given({ refreshExpiresAt: row.refreshExpiresAt, lastErrorCode: row.lastErrorCode }),
  };
}
