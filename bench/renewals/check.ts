import type { Pool } from 'pg';
import { sealedToken } from '../../src/application/ports/connection/token-cipher.ts';
import type { ClinicId } from '../../src/domain/clinic/clinic.ts';
import type { GoogleStub } from '../../tests/support/vendors/google-stub.ts';
import { cipher } from './world.ts';

/** What the bench did, and so what must be. */
export type Ledger = {
  /** With the refresh token of the last reconnect, if there was one. */
  readonly live: Map<ClinicId, { readonly sub: string; readonly refreshToken: string | undefined }>;
  /** The person removed the app. */
  readonly dead: Set<ClinicId>;
  readonly gone: Set<ClinicId>;
  readonly perRound: {
    readonly untouched: readonly ClinicId[];
    readonly renewals: ReadonlyMap<ClinicId, number>;
  }[];
  /** Clinics that something else happened to in this round. */
  readonly touched: Set<ClinicId>;
};

type Evidence = {
  readonly pool: Pool;
  readonly google: GoogleStub;
  readonly ledger: Ledger;
  readonly logs: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Calls to Google while nothing was due. */
  readonly callsSince: number;
};

/** Prints what was counted, and tells whether all of it is right. */
export async function checkRenewals({
  pool,
  google,
  ledger,
  logs,
  counts,
  callsSince,
}: Evidence): Promise<boolean> {
  const times = (wanted: (n: number) => boolean) =>
    ledger.perRound.flatMap(({ untouched, renewals }) =>
      untouched.filter((id) => wanted(renewals.get(id) ?? 0)),
    ).length;
  type Row = { clinic_id: ClinicId; status: string; refresh_token: string | null };
  const { rows } = await pool.query<Row>(
    'select clinic_id, status, refresh_token from google_calendar_tokens_by_clinic',
  );
  const stored = new Map(rows.map((row) => [row.clinic_id, row]));

  let lost = 0;
  let overwritten = 0;
  for (const [clinicId, { refreshToken }] of ledger.live) {
    const row = stored.get(clinicId);
    const opened = await cipher.open(sealedToken(row?.refresh_token ?? ''), {
      clinicId,
      purpose: 'refresh-token',
    });
    const token = 'opened' in opened ? opened.opened : '';
    if (row?.status !== 'connected' || !google.lives(token)) lost += 1;
    else if (
      refreshToken !== undefined &&
      google.grantOf(token) !== google.grantOf(refreshToken) &&
      google.lives(refreshToken)
    )
      overwritten += 1;
  }
  const stillTried = [...ledger.dead].filter((id) => stored.get(id)?.status !== 'reconnect_required').length;
  const revived = [...ledger.gone].filter((id) => stored.get(id) !== undefined).length;

  const said = new Set(logs.match(/[\w.~/-]{20,}/g) ?? []);
  const secrets = [...google.minted, google.settings().clientSecret];
  const inLogs = secrets.filter((secret) => said.has(secret)).length + (/1\/\/|ya29\./.test(logs) ? 1 : 0);
  const inUrls = google.calls.filter(({ url }) => url.includes('?')).length;

  const facts = {
    dueTimes: ledger.perRound.reduce((sum, { untouched }) => sum + untouched.length, 0),
    renewedExactlyOnce: times((n) => n === 1),
    renewedMoreThanOnce: times((n) => n > 1),
    neverRenewed: times((n) => n === 0),
    callsToGoogle: google.calls.length,
    ...counts,
    connectedInTheEnd: ledger.live.size,
    goodGrantsLost: lost,
    reconnectsOverwritten: overwritten,
    deadInTheEnd: ledger.dead.size,
    deadStillTried: stillTried,
    disconnected: ledger.gone.size,
    disconnectedRevived: revived,
    mostCallsWithOneDeadToken: Math.max(0, ...google.refusedTokens.values()),
    callsWhenNothingWasDue: callsSince,
    megabytesOfLog: Number((logs.length / 1e6).toFixed(1)),
    secretsInLogs: inLogs,
    secretsInUrls: inUrls,
  };
  console.table(facts);
  return (
    facts.renewedExactlyOnce === facts.dueTimes &&
    [lost, overwritten, stillTried, revived, callsSince, inLogs, inUrls].every((count) => count === 0)
  );
}
