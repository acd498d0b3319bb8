import type {
  ClaimedRenewal,
  GoogleConnections,
  RenewedTokens,
  StoredConnection,
} from '../../../application/ports/connection/google-connections.ts';
import { isLive } from '../../../domain/connection/google-connection.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { disconnectGoogle, saveConnection } from './google-grants.ts';
import type { ConnectionRow } from './google-rows.ts';
import { msUntilNext } from './rotation.ts';

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
  const changed = (row: ConnectionRow) => {
    row.version = google.lastVersion += 1;
    row.leaseUntil = undefined;
  };
  const renew = (row: ConnectionRow, tokens: RenewedTokens) => {
    const { refreshExpiresAt, scopes } = tokens;
    row.accessToken = tokens.accessToken;
    row.refreshToken = tokens.refreshToken ?? row.refreshToken;
    row.expiresAt = tokens.expiresAt;
    row.nextRenewalAt = tokens.nextRenewalAt;
    if (refreshExpiresAt) row.refreshExpiresAt = refreshExpiresAt;
    if (scopes) row.scopes = [...scopes];
    row.status = 'connected';
    row.failures = 0;
    row.lastSuccessAt = db.clock.now();
    delete row.lastErrorCode;
    changed(row);
  };
  const die = (row: ConnectionRow, code: string) => {
    row.status = 'reconnect_required';
    row.lastErrorCode = code;
    delete row.nextRenewalAt;
    changed(row);
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
        if (row?.version !== seenVersion || !isLive(row.status)) return 'changed';
        if (!isOver(row.leaseUntil, now)) return 'leased';
        if (row.failures > 0 && !isOver(row.nextRenewalAt, now)) return 'waiting';
        return claimed(row, leaseMs);
      }),

    settle: (claim, settlement) =>
      db.atomically(() => {
        const row = held(claim);
        if (row === undefined) return false;
        switch (settlement.to) {
          case 'renewed':
            renew(row, settlement.tokens);
            return true;
          case 'failed':
            row.status = 'renewing_failed';
            row.failures += 1;
            row.lastErrorCode = settlement.code;
            row.nextRenewalAt = settlement.nextRenewalAt;
            changed(row);
            return true;
          case 'reconnect-required':
            row.failures += 1;
            die(row, settlement.code);
            return true;
          case 'postponed':
            row.nextRenewalAt = settlement.nextRenewalAt;
            row.leaseUntil = undefined;
            return true;
        }
      }),

    keepReplaced: (claim, tokens) =>
      db.atomically(() => {
        const row = google.connections.get(claim.clinicId);
        if (row?.refreshToken === undefined || row.account.sub !== claim.sub) return false;
        if (row.refreshToken !== claim.refreshToken) return { stored: row.refreshToken };
        renew(row, tokens);
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
        die(row, code);
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
  ...(row.accessToken !== undefined && { accessToken: row.accessToken }),
  ...(row.refreshExpiresAt && { refreshExpiresAt: row.refreshExpiresAt }),
  ...(row.nextRenewalAt && { nextRenewalAt: row.nextRenewalAt }),
  ...(row.lastErrorCode !== undefined && { lastErrorCode: row.lastErrorCode }),
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
    ...(row.refreshExpiresAt && { refreshExpiresAt: row.refreshExpiresAt }),
    ...(row.lastErrorCode !== undefined && { lastErrorCode: row.lastErrorCode }),
  };
}
