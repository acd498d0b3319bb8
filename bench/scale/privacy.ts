import { postgresClinics } from '../../src/adapters/postgres/clinic/clinics.ts';
import { postgresParkedContents } from '../../src/adapters/postgres/privacy/parked-contents.ts';
import { postgresPatientRecords } from '../../src/adapters/postgres/privacy/patient-records.ts';
import { postgresRetention } from '../../src/adapters/postgres/privacy/retention.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { makeApplyRetention } from '../../src/application/privacy/apply-retention.ts';
import { makeExportPatient } from '../../src/application/privacy/export-patient.ts';
import type { BenchDatabase } from '../database.ts';
import type { Filled } from './fill/rows.ts';
import { placesOf } from './reads/places.ts';
import { closePools, openPools } from './reads/report.ts';

/** Of two years, what is older than this goes. */
const keptDays = 240;
const sampleMs = 20;

/** The patient with the most messages is handed out, then the largest clinic forgets two thirds; with the memory it took. */
export async function reportPrivacy({ url, pool }: BenchDatabase, filled: Filled): Promise<void> {
  const pools = openPools(url);
  const clinics = postgresClinics(pools);
  const retention = postgresRetention(pools);
  const [longest] = await placesOf(pool, filled);
  if (longest === undefined) throw new Error('There is no conversation');
  const { clinicId, contact: contactId } = longest;
  const exportPatient = makeExportPatient({
    patientRecords: postgresPatientRecords(pools.tenants),
    parkedContents: postgresParkedContents(pools.system),
    clinics,
    clock: systemClock,
  });
  const exportOf = async () => {
    let bytes = 0;
    for await (const piece of await exportPatient({ clinicId, contactId })) bytes += piece.length;
    return `${(bytes / 1e6).toFixed(1)} MB`;
  };
  const forget = async () => {
    await retention.setDays(clinicId, keptDays);
    let messages = 0;
    const apply = makeApplyRetention({ retention, unclaimedDays: 90 });
    await apply(
      (done) => (messages += done.messages),
      (error) => {
        throw error;
      },
      () => true,
    );
    return `${messages} messages`;
  };
  try {
    await withPeak('export of the longest conversation', exportOf);
    await withPeak(`retention of the largest clinic, ${keptDays} of 720 days kept`, forget);
  } finally {
    await closePools(pools);
  }
}

async function withPeak(name: string, run: () => Promise<string>): Promise<void> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), sampleMs);
  const startedAt = performance.now();
  const done = await run();
  clearInterval(timer);
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `${name}: ${done} in ${seconds.toFixed(1)} s, at most ${((peak - before) / 2 ** 20).toFixed(0)} MiB more`,
  );
}
