import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { appSecret } from '../ingest/signed-requests.ts';
import { startMoodyGraph } from '../servers/graph-stub.ts';
import { seeded } from '../chaos/seeded.ts';
import { machineNow, writeReport } from '../faults/write-report.ts';
import { startFrailPostgres } from '../faults/postgres.ts';
import { quantile, sendSteadily } from '../faults/load.ts';
import { faultRoles, startRoles, sumOf, webUrl } from '../faults/processes.ts';
import { soakReport, trendOf, type SoakSample } from './report.ts';

const senders = 2_000;
const minuteMs = 60_000;
/** What half an hour of a hundred messages a second leaves behind, twice over. Memory is used as it fills. */
const diskMiB = 6_000;

/** Three processes under a steady load for so many minutes: memory, connections, handles and latency must stay flat. */
export async function benchSoak(minutes: number, perSecond: number): Promise<boolean> {
  const machine = machineNow();
  const postgres = await startFrailPostgres(diskMiB);
  const graph = await startMoodyGraph(() => [`${webUrl}/webhook/whatsapp-meta`], seeded(1), 0);
  const processes = await startRoles({
    DATABASE_URL: postgres.url,
    WEBHOOK_VERIFY_TOKEN: 'bench',
    META_APP_SECRET: appSecret,
    META_ACCESS_TOKEN: 'bench',
    META_GRAPH_URL: graph.url,
    META_TIMEOUT_MS: '5000',
    DELIVERY_CONCURRENCY: '32',
    RATE_LIMIT_PAIR_INTERVAL_MS: '0',
    RATE_LIMIT_NUMBER_PER_SECOND: '1000',
    LOG_LEVEL: 'error',
  });
  const load = sendSteadily(perSecond, senders);
  const samples: SoakSample[] = [];
  const sample = async (minute: number): Promise<SoakSample> => {
    const latencies = load.takeLatencies();
    const [row] = await postgres.ask<{ n: string }>(
      `select count(*) as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    const { text } = await processes.scrape();
    const ages = [...text.matchAll(/^atende_oldest_due_seconds\{[^}]*\} ([\d.e+-]+)$/gm)];
    return {
      minute,
      processes: faultRoles.map((role) => ({ role, ...usageOf(processes.pidOf(role)) })),
      connections: Number(row?.n),
      messages: latencies.length,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      oldestDue: Math.max(0, ...ages.map(([, age]) => Number(age))),
      sends: sumOf(text, 'atende_deliveries_total', /status="accepted"/),
    };
  };
  try {
    for (let minute = 1; minute <= minutes; minute += 1) {
      await pause(minuteMs);
      const taken = await sample(minute);
      samples.push(taken);
      console.error(
        `minute ${minute}: p99 ${taken.p99.toFixed(0)} ms, oldest due ${taken.oldestDue.toFixed(1)} s`,
      );
    }
    await load.stop();
    const trend = trendOf(samples);
    const report = soakReport({ minutes, perSecond, machine, samples, trend, counts: load.counts });
    console.log(report);
    await writeReport('soak', minutes >= 30, report);
    return trend.isFlat;
  } finally {
    await processes.stop();
    graph.close();
    await postgres.end();
  }
}

/** What the kernel says of a process: resident memory, and open handles. */
function usageOf(pid: number | undefined) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    residentMiB: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}
