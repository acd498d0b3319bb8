import { setTimeout as pause } from 'node:timers/promises';
import { googleAuthorization } from '../../src/adapters/google/oauth.ts';
import { postgresStores } from '../../src/adapters/postgres/stores.ts';
import { openPool, openTenantPool } from '../../src/adapters/postgres/pool.ts';
import { hmacErasureKeys } from '../../src/adapters/crypto/erasure-keys.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { uuidV7Ids } from '../../src/adapters/system/ids.ts';
import { systemRandomness } from '../../src/adapters/system/randomness.ts';
import { makeDisconnectGoogle } from '../../src/application/connection/disconnect-google.ts';
import { makeEndGrant } from '../../src/application/connection/end-grant.ts';
import type { ClinicId } from '../../src/domain/clinic/clinic.ts';
import { requestedScopes } from '../../src/domain/connection/oauth-scopes.ts';
import { defaultRevocationPolicy } from '../../src/domain/connection/renewal-policy.ts';
import { startGoogleStub, type GoogleFault } from '../../tests/support/vendors/google-stub.ts';
import type { BenchDatabase } from '../database.ts';
import { checkRenewals, type Ledger } from './check.ts';
import { auditRenewals, cipher, seedConnections, startRenewer, stopRenewers, untilStarted } from './world.ts';

const connections = 1_000;
const processes = 8;
const handsEach = 4;
const rounds = 6;
const timeoutMs = 400;
const leaseMs = 1_000;

/**
 * 32 renewers on 1 000 connections over several due times, with a Google that fails, hangs, loses answers and replaces
 * refresh tokens, renewers that are stopped for longer than their leases, people who remove the app, and clinics that
 * reconnect and disconnect in between. Prints the counts; fails when one is wrong.
 */
export async function renewalChaos(
  database: BenchDatabase,
  port: number,
  random: () => number,
): Promise<boolean> {
  let isMoody = true;
  const google = await startGoogleStub({
    port,
    rotates: true,
    fault: ({ path }): GoogleFault | undefined => {
      if (!isMoody) return undefined;
      const dice = random();
      if (dice < 0.1) return { status: 503, body: '<html>Service Unavailable</html>' };
      if (dice < 0.14) return 'drop-answer';
      if (dice < 0.15) return 'hang';
      if (dice < 0.16 && path === '/token') return { status: 429, body: { error: 'rate_limit_exceeded' } };
      return undefined;
    },
  });
  const clinics = await seedConnections(database, google, connections);
  await auditRenewals(database);
  const environment = {
    RENEWAL_CONCURRENCY: String(handsEach),
    RENEWAL_LEASE_MS: String(leaseMs),
    GOOGLE_TIMEOUT_MS: String(timeoutMs),
    LOG_LEVEL: 'debug',
  };
  const renewers = Array.from({ length: processes }, () => startRenewer(database, google, environment));
  await Promise.all(renewers.map(untilStarted));

  const settings = { url: database.url, max: 4, applicationName: 'bench' };
  const pool = openPool({ ...settings, role: undefined }, () => undefined);
  const system = openPool({ ...settings, role: 'atende_system' }, () => undefined);
  const pools = {
    ...{ system, claims: system, batches: system },
    tenants: openTenantPool(settings, () => undefined),
  };
  const stores = postgresStores(pools, pools.system, {
    ids: uuidV7Ids,
    erasureKeys: hmacErasureKeys(new Uint8Array(32)),
  });
  const { googleConnections: store, googleRevocations: revocations, alerts } = stores;
  const needs = {
    clinics: stores.clinics,
    googleConnections: store,
    googleRevocations: revocations,
    alerts,
    ids: uuidV7Ids,
  };
  const endGrant = makeEndGrant({
    ...needs,
    googleAuthorization: googleAuthorization(google.settings({ timeoutMs }), systemClock),
    tokenCipher: cipher,
    clock: systemClock,
    randomness: systemRandomness,
    revocationPolicy: defaultRevocationPolicy,
    googleTimeoutMs: timeoutMs,
  });
  const disconnectGoogle = makeDisconnectGoogle({
    ...needs,
    endGrant,
    clock: systemClock,
    renewalLeaseMs: leaseMs,
    stopLeftChannels: { ofClinic: () => Promise.resolve() },
  });

  const ledger: Ledger = {
    live: new Map(),
    dead: new Set(),
    gone: new Set(),
    perRound: [],
    touched: new Set(),
  };
  for (const { clinicId, sub } of clinics) ledger.live.set(clinicId, { sub, refreshToken: undefined });
  const anyLive = () => {
    const ids = [...ledger.live.keys()];
    return ids[Math.floor(random() * ids.length)] as ClinicId;
  };
  const counts = { reconnects: 0, removals: 0, disconnects: 0, pauses: 0 };

  /** What ConnectGoogle writes after a consent. */
  const reconnect = async (clinicId: ClinicId) => {
    const sub = ledger.live.get(clinicId)?.sub ?? `sub-again-${counts.reconnects}`;
    const refreshToken = google.grant(sub);
    const now = Date.now();
    for (;;) {
      const outcome = await store.save(
        {
          clinicId,
          account: { sub },
          accessToken: await cipher.seal('ya29.reconnected', { clinicId, purpose: 'access-token' }),
          refreshToken: await cipher.seal(refreshToken, { clinicId, purpose: 'refresh-token' }),
          scopes: requestedScopes,
          expiresAt: new Date(now + 600_000),
          nextRenewalAt: new Date(now + 3_600_000),
          connectedBy: 'bench',
          exchangedAt: new Date(now),
          revocationId: uuidV7Ids.next(),
        },
        (await store.get(clinicId))?.version,
      );
      if (outcome === 'being-revoked') return;
      if (outcome !== 'changed') break;
    }
    counts.reconnects += 1;
    ledger.live.set(clinicId, { sub, refreshToken });
    ledger.dead.delete(clinicId);
    ledger.touched.add(clinicId);
  };
  const removeApp = (clinicId: ClinicId) => {
    const sub = ledger.live.get(clinicId)?.sub;
    if (sub === undefined) return;
    google.endGrantsOf(sub);
    counts.removals += 1;
    for (const [id, grant] of ledger.live) {
      if (grant.sub !== sub) continue;
      ledger.live.delete(id);
      ledger.dead.add(id);
      ledger.touched.add(id);
    }
  };
  const disconnect = async (clinicId: ClinicId) => {
    ledger.live.delete(clinicId);
    ledger.dead.delete(clinicId);
    ledger.gone.add(clinicId);
    ledger.touched.add(clinicId);
    counts.disconnects += 1;
    await disconnectGoogle(clinicId);
  };

  const over = new AbortController();
  const pausing = (async () => {
    while (!over.signal.aborted) {
      const victims = renewers.filter(() => random() < 0.3);
      for (const { child } of victims) child.kill('SIGSTOP');
      counts.pauses += victims.length;
      await pause(leaseMs * (1.2 + random()));
      for (const { child } of victims) child.kill('SIGCONT');
      await pause(200 + 300 * random());
    }
  })();

  for (let round = 0; round < rounds; round += 1) {
    ledger.touched.clear();
    const untouched = new Set(ledger.live.keys());
    await pool.query('truncate bench_renewals');
    await pool.query(
      `update google_calendar_tokens_by_clinic set next_renewal_at = now() + random() * interval '3 seconds'
       where status in ('connected', 'renewing_failed')`,
    );
    const until = Date.now() + 4_000;
    while (Date.now() < until) {
      if (random() < 0.5) await reconnect(random() < 0.7 ? anyLive() : ([...ledger.dead][0] ?? anyLive()));
      if (random() < 0.15) removeApp(anyLive());
      if (random() < 0.15) await disconnect(anyLive());
      await pause(100 * random());
    }
    await untilNothingIsDue();
    for (const id of ledger.touched) untouched.delete(id);
    const { rows } = await pool.query<{ clinic_id: ClinicId; n: number }>(
      'select clinic_id, count(*)::integer as n from bench_renewals group by clinic_id',
    );
    const renewals = new Map(rows.map(({ clinic_id, n }) => [clinic_id, n]));
    ledger.perRound.push({ untouched: [...untouched], renewals });
  }
  over.abort();
  await pausing;
  isMoody = false;
  // once more in peace, so that what was removed after its last renewal is noticed
  await pool.query(
    `update google_calendar_tokens_by_clinic set next_renewal_at = now() where next_renewal_at is not null`,
  );
  await untilNothingIsDue();
  await untilNothingIsRevoked();
  const callsAtRest = google.calls.length;
  await pause(3_000);
  const callsSince = google.calls.length - callsAtRest;
  await stopRenewers(renewers);
  const logs = renewers.map((renewer) => renewer.log()).join('');
  const isRight = await checkRenewals({ pool, google, ledger, logs, counts, callsSince });
  await Promise.all([pool, pools.system, pools.tenants.connections].map((each) => each.end()));
  google.close();
  return isRight;

  /** Time passes: what waits after a failure comes up again at once. */
  async function untilNothingIsDue(): Promise<void> {
    const deadline = Date.now() + 180_000;
    for (;;) {
      const { rows } = await pool.query<{ n: number }>(
        `with hurried as (
           update google_calendar_tokens_by_clinic set next_renewal_at = now()
           where status = 'renewing_failed' and next_renewal_at > now() and (lease_until is null or lease_until <= now())
           returning clinic_id
         )
         select (select count(*)::integer from hurried) + count(*)::integer as n
         from google_calendar_tokens_by_clinic
         where next_renewal_at <= now() + interval '3 seconds' or status = 'renewing_failed'`,
      );
      if (rows[0]?.n === 0) return;
      if (Date.now() > deadline) throw new Error(`${rows[0]?.n} renewals never came to an end`);
      await pause(150);
    }
  }

  async function untilNothingIsRevoked(): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const { rows } = await pool.query<{ n: number }>(
        `with hurried as (
           update google_revocations set next_attempt_at = now()
           where finished_at is null and (lease_until is null or lease_until <= now())
           returning id
         )
         select count(*)::integer as n from google_revocations where finished_at is null`,
      );
      if (rows[0]?.n === 0 || Date.now() > deadline) return;
      await pause(300);
    }
  }
}
