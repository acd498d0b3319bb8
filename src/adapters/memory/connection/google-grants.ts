import type {
  Disconnected,
  GoogleConnections,
  NewConnection,
} from '../../../application/ports/connection/google-connections.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { isLive } from '../../../domain/connection/google-connection.ts';
import { revocationAftermathMs, revocationHeadStartMs } from '../../../domain/connection/renewal-policy.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import type { ConnectionRow } from './google-rows.ts';
import { given } from '../../../domain/given.ts';

export function saveConnection(
  db: MemoryDatabase,
  connection: NewConnection,
  seenVersion: number | undefined,
): Awaited<ReturnType<GoogleConnections['save']>> {
  const { google } = db;
  const now = db.clock.now();
  const { clinicId, account } = connection;
  const known = google.connections.get(clinicId);
  if (known?.version !== seenVersion) return 'changed';

  const sameGrant = google.revocations.filter(({ sub }) => sub === account.sub);
  const open = sameGrant.filter(({ finishedAt }) => finishedAt === undefined);
  if (open.some(({ leaseUntil }) => !isOver(leaseUntil, now))) return 'being-revoked';
  google.revocations = google.revocations.filter((row) => !open.includes(row));
  for (const dropped of open) {
    const waits = google.revocations.some((row) => row.clinicId === dropped.clinicId && !row.finishedAt);
    const waiting = dropped.clinicId !== clinicId && google.connections.get(dropped.clinicId);
    if (waiting && waiting.status === 'disconnecting' && !waits) google.connections.delete(dropped.clinicId);
  }
  const suspicious = connection.exchangedAt.getTime() - revocationAftermathMs;
  const needsProbe =
    open.some(({ leaseToken }) => leaseToken > 0) ||
    sameGrant.some(({ finishedAt }) => finishedAt && finishedAt.getTime() > suspicious);

  const leaves = known !== undefined && known.account.sub !== account.sub;
  const revokesFormer = leaves && revokeWhenLast(db, known, connection.revocationId);
  if (leaves) {
    const calendars = google.calendars.get(clinicId) ?? new Map();
    for (const [id, calendar] of calendars) calendars.set(id, { ...calendar, reachability: 'unreachable' });
  }
  const version = (google.lastVersion += 1);
  google.connections.set(clinicId, rowOf(connection, known, version, now));
  return { saved: { version, needsProbe, revokesFormer } };
}

function rowOf(
  connection: NewConnection,
  known: ConnectionRow | undefined,
  version: number,
  now: Date,
): ConnectionRow {
  const { refreshToken } = connection;
  const refreshExpiresAt =
    connection.refreshExpiresAt ?? (refreshToken === undefined ? known?.refreshExpiresAt : undefined);
  return {
    clinicId: connection.clinicId,
    account: { ...connection.account },
    status: 'connected',
    version,
    scopes: [...connection.scopes],
    expiresAt: connection.expiresAt,
    connectedAt: now,
    lastSuccessAt: now,
    nextRenewalAt: connection.nextRenewalAt,
    failures: 0,
    accessToken: connection.accessToken,
    refreshToken: refreshToken ?? known?.refreshToken,
    leaseUntil: undefined,
    leaseToken: (known?.leaseToken ?? -1) + 1,
    ...given({ refreshExpiresAt }),
  };
}

export function disconnectGoogle(db: MemoryDatabase, clinicId: ClinicId, revocationId: string): Disconnected {
  const { google } = db;
  google.calendars.delete(clinicId);
  for (const [hash, state] of google.states) if (state.clinicId === clinicId) google.states.delete(hash);
  const row = google.connections.get(clinicId);
  if (row === undefined) return { wasConnected: false, grant: 'none' };
  if (row.status === 'disconnecting') return { wasConnected: false, grant: 'revoke' };
  if (!revokeWhenLast(db, row, revocationId)) {
    google.connections.delete(clinicId);
    return { wasConnected: true, grant: 'shared' };
  }
  row.status = 'disconnecting';
  row.accessToken = undefined;
  row.refreshToken = undefined;
  row.leaseUntil = undefined;
  row.leaseToken += 1;
  row.failures = 0;
  row.version = google.lastVersion += 1;
  delete row.nextRenewalAt;
  delete row.lastErrorCode;
  return { wasConnected: true, grant: 'revoke' };
}

function revokeWhenLast(db: MemoryDatabase, row: ConnectionRow, id: string): boolean {
  const { google } = db;
  const { refreshToken, clinicId, account } = row;
  const others = [...google.connections.values()].filter((other) => other.clinicId !== clinicId);
  const isShared = others.some((other) => other.account.sub === account.sub && isLive(other.status));
  if (refreshToken === undefined || isShared) return false;
  const now = db.clock.now();
  google.revocations.push({
    id,
    clinicId,
    sub: account.sub,
    refreshToken,
    requestedAt: now,
    nextAttemptAt: after(now, revocationHeadStartMs),
    leaseUntil: undefined,
    leaseToken: 0,
    attempts: 0,
    finishedAt: undefined,
  });
  return true;
}
