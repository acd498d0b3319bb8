import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub } from '../../../tests/support/vendors/graph-stub.ts';
import type { BenchPostgres } from '../../database.ts';
import { openLoop } from '../open-loop.ts';
import { signature } from '../signed-requests.ts';
import { startProduct } from '../../servers/start.ts';
import { addClinics } from '../../whole-path/closed-loop.ts';
import { messageBody } from '../../whole-path/patients.ts';
import { addBacklog, dueTurns, forgetBacklog } from './due-turns.ts';

const clinics = 200;
const backlog = 20_000;
const patients = 2_000;
const perSecond = 100;
const rounds = 2;
const quietSeconds = 12;
const busySeconds = 20;

/** 100 webhooks a second of known patients, alone and while a backlog of turns drains in the same process, in turns. */
export async function acknowledgedBesideWork(postgres: BenchPostgres, tree?: string): Promise<void> {
  const database = await postgres.database('bench_backlog');
  await addClinics(database, clinics);
  const graph = await startGraphStub();
  const product = await startProduct(
    database.url,
    21_308,
    { ROLE: 'web,worker', META_GRAPH_URL: graph.url, TURN_DEBOUNCE_MS: '100' },
    tree,
  );
  let n = 0;
  const webhooks = (count: number) =>
    Array.from({ length: count }, () => {
      const patient = (n += 1) % patients;
      const body = messageBody('b', n, patient, patient % clinics);
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) };
      return { headers, body };
    });
  const measure = async (what: string, seconds: number) => {
    const [due, sent] = [await dueTurns(database), graph.sent.length];
    const records = webhooks(perSecond * seconds);
    const { p50, p99, failures } = await openLoop(product.url, records, perSecond);
    const left = await dueTurns(database);
    console.log(
      `${perSecond} webhooks/s for ${seconds} s, ${what}: acknowledged p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
        `failures ${failures}; ${due} turns due before and ${left} after, ` +
        `${((graph.sent.length - sent) / seconds).toFixed(0)} answers/s`,
    );
  };
  try {
    // everybody has written before
    await openLoop(product.url, webhooks(patients), 2 * perSecond);
    await pause(3_000);
    for (let round = 0; round < rounds; round += 1) {
      await measure('no backlog', quietSeconds);
      await addBacklog(database, backlog / clinics, round);
      await measure('beside a backlog', busySeconds);
      await forgetBacklog(database);
      await pause(3_000);
    }
  } finally {
    await product.stop();
    graph.close();
  }
}
