import { fuzz } from '../../tests/support/api/fuzz.ts';
import { bySecret } from '../../tests/support/api/issuer.ts';
import { startGraphStub } from '../../tests/support/vendors/graph-stub.ts';
import { startProduct } from '../../tests/support/product/product.ts';
import { startBenchPostgres } from '../database.ts';

const mebibyte = 1024 * 1024;
/** How much more heap the server may use at its lowest points at the end than at its lowest early on. */
const mayGrow = 24 * mebibyte;

/** The API in a process of its own under generated requests: no 5xx, every answer as promised, memory flat. */
export async function benchFuzz(count: number, seed: number): Promise<boolean> {
  const postgres = await startBenchPostgres();
  const database = await postgres.database('fuzz');
  const { rows } = await database.pool.query<{ id: string }>('select id from clinics limit 1');
  const clinicId = rows[0]?.id ?? '';
  const graph = await startGraphStub();
  const product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port: 26_110,
    environment: {
      LOG_LEVEL: 'error',
      RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
      RATE_LIMIT_API_CLINIC_PER_MINUTE: '0',
      RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
      RATE_LIMIT_API_REFUSALS_PER_MINUTE: '0',
    },
  });
  console.log(`seed ${seed}, Postgres ${postgres.version}`);
  const began = performance.now();
  const hour = 3_600;
  const report = await fuzz({
    url: product.url,
    count,
    seed,
    atOnce: 16,
    clinicId,
    bearers: [
      await bySecret({ sub: 'root', role: 'platform-admin', expiresIn: 6 * hour }),
      await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [clinicId], expiresIn: 6 * hour }),
      await bySecret({ sub: 'eve', role: 'clinic-staff', clinicIds: [], expiresIn: 6 * hour }),
    ],
    onProgress(done) {
      if (done % 10_000 === 0)
        console.log(`${done} asked, ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    },
  });
  const errors = product
    .log()
    .split('\n')
    .filter((line) => line.includes('"level":50'));
  await product.stop('SIGTERM');
  graph.close();
  await postgres.stop();

  const statuses = [...report.byStatus].sort(([a], [b]) => a - b);
  console.log(`${report.asked} requests: ${statuses.map(([status, n]) => `${status} ${n}`).join(', ')}`);
  console.log(`served: ${[...report.served].map(([operation, n]) => `${operation} ${n}`).join(', ')}`);
  const [early, late] = quarters(report.heap);
  console.log(
    `heap at its lowest: ${(early / mebibyte).toFixed(0)} MiB early, ${(late / mebibyte).toFixed(0)} MiB at the end`,
  );
  for (const problem of report.problems) console.log(`PROBLEM ${problem}`);
  for (const line of errors.slice(0, 5)) console.log(`LOGGED ${line}`);
  const isRight = report.problems.length === 0 && errors.length === 0 && late - early < mayGrow;
  console.log(isRight ? 'every answer is right' : 'SOMETHING IS WRONG');
  return isRight;
}

/** The lowest of the second quarter (all is loaded by then) and of the last. */
function quarters(samples: readonly number[]): readonly [number, number] {
  const quarter = Math.floor(samples.length / 4);
  return [Math.min(...samples.slice(quarter, 2 * quarter + 1)), Math.min(...samples.slice(3 * quarter))];
}
