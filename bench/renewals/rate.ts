import { setTimeout as pause } from 'node:timers/promises';
import { startGoogleStub } from '../../tests/support/vendors/google-stub.ts';
import type { BenchDatabase } from '../database.ts';
import { auditRenewals, seedConnections, startRenewer, stopRenewers, untilStarted } from './world.ts';

const wantedPerSecond = 50;

/** All of `count` connections fall due at one moment; two processes renew them; Google takes 100 ms to answer. */
export async function renewalRate(database: BenchDatabase, port: number, count: number): Promise<boolean> {
  const google = await startGoogleStub({ port, delayMs: 100 });
  await seedConnections(database, google, count);
  await auditRenewals(database);
  const renewers = [1, 2].map(() => startRenewer(database, google, { LOG_LEVEL: 'info' }));
  await Promise.all(renewers.map(untilStarted));
  const started = Date.now();
  await database.pool.query('update google_calendar_tokens_by_clinic set next_renewal_at = now()');
  const left = async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      'select count(*)::integer as n from google_calendar_tokens_by_clinic where next_renewal_at <= now()',
    );
    return rows[0]?.n ?? 0;
  };
  while ((await left()) > 0 && Date.now() - started < 600_000) await pause(200);
  const seconds = (Date.now() - started) / 1_000;
  const { rows } = await database.pool.query<{ renewals: number; clinics: number }>(
    'select count(*)::integer as renewals, count(distinct clinic_id)::integer as clinics from bench_renewals',
  );
  await stopRenewers(renewers);
  google.close();
  const perSecond = count / seconds;
  const [audit] = rows;
  console.table({
    connections: count,
    processes: renewers.length,
    calls: google.calls.length,
    renewals: audit?.renewals,
    clinicsRenewed: audit?.clinics,
    seconds: Number(seconds.toFixed(1)),
    perSecond: Math.round(perSecond),
  });
  return perSecond >= wantedPerSecond && audit?.renewals === count && audit.clinics === count;
}
