import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub } from '../../tests/support/vendors/graph-stub.ts';
import type { BenchDatabase } from '../database.ts';
import { startBaseline, startProduct, type Baseline, type BenchServer } from '../servers/start.ts';
import { messageBody, numberOf, phoneOf, post } from './patients.ts';

export type Load = {
  readonly clinics: number;
  readonly patients: number;
  /** Messages on their way at any time. */
  readonly onTheWay: number;
  /** Of the product, each with all its roles but renewal; 1 unless said. Webhooks go to them in turn. */
  readonly processes?: number;
};

export type ClosedLoop = {
  /** The first process. */
  readonly product: BenchServer;
  readonly pids: readonly number[];
  /** Messages whose patients have an answer; one that does not come within 20 s is none. */
  answered(): number;
  /** Milliseconds until each 200 of the webhook since the last call. */
  takeAcknowledged(): readonly number[];
  stop(): Promise<void>;
};

const port = 21_305;
const patienceMs = 20_000;

/** What is measured: this version, the version of another folder, or a baseline. */
export type Measured = { readonly tree?: string } | { readonly baseline: Baseline };

/** Something under patients of whom each waits for the answer at Graph before the next one writes. */
export async function startClosedLoop(
  database: BenchDatabase,
  { clinics, patients, onTheWay, processes = 1 }: Load,
  what: Measured,
  environment: Readonly<Record<string, string>> = {},
): Promise<ClosedLoop> {
  await addClinics(database, clinics);
  const waiting = new Map<string, () => void>();
  const graph = await startGraphStub(({ to }) => {
    waiting.get(to.replace(/\D/g, ''))?.();
    return 'accept';
  });
  const ours = { ROLE: 'web,worker', META_GRAPH_URL: graph.url, TURN_DEBOUNCE_MS: '100' };
  const set = { ...ours, ...environment };
  const product =
    'baseline' in what
      ? await startBaseline(what.baseline, database.url, set)
      : await startProduct(database.url, port, set, what.tree);
  const servers: BenchServer[] = [product];
  while (servers.length < processes)
    servers.push(await startProduct(database.url, port + servers.length, set));
  let answered = 0;
  let isOver = false;
  let n = 0;
  let acknowledged: number[] = [];
  const write = async (patient: number) => {
    const answer = new Promise<void>((resolve) => waiting.set(phoneOf(patient), resolve));
    n += 1;
    const { url } = servers[n % servers.length] ?? product;
    const ms = await post(url, messageBody('w', n, patient, patient % clinics));
    const isAnswered = await Promise.race([answer.then(() => true), pause(patienceMs, false)]);
    if (isAnswered) answered += 1;
    acknowledged.push(ms);
  };
  const writers = Array.from({ length: onTheWay }, async (_, first) => {
    for (let patient = first; !isOver; patient = (patient + onTheWay) % patients) await write(patient);
  });
  return {
    product,
    pids: servers.map(({ pid }) => pid),
    answered: () => answered,
    takeAcknowledged() {
      const taken = acknowledged;
      acknowledged = [];
      return taken;
    },
    async stop() {
      isOver = true;
      try {
        await Promise.all(writers);
      } finally {
        await Promise.all(servers.map((server) => server.stop()));
        graph.close();
      }
    },
  };
}

/** With what a registration makes, in bulk; Meta was asked about templates and health of their numbers just now. */
export async function addClinics({ pool }: BenchDatabase, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, clinic) => numberOf(clinic));
  await pool.query(
    `with numbered as (
       select gen_random_uuid() as id, digits, phone_number_id
       from json_to_recordset($1::json) as number (digits text, "phoneNumberId" text)
       cross join lateral (select "phoneNumberId" as phone_number_id) as named
     ), made as (
       insert into clinics (id, name) select id, 'Clínica ' || digits from numbered
     ), healthy as (
       insert into whatsapp_number_health (clinic_id, whatsapp_number, due_at)
       select id, digits, now() + interval '1 hour' from numbered
     )
     insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, templates_due_at)
     select id, digits, phone_number_id, now() + interval '1 hour' from numbered`,
    [JSON.stringify(numbers)],
  );
}
