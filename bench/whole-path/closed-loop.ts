import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub } from '../../tests/support/vendors/graph-stub.ts';
import type { BenchDatabase } from '../database.ts';
import { startBaseline, startProduct, type Baseline, type BenchServer } from '../servers/start.ts';
import { messageOf, numberOf, phoneOf, post, type Patient } from './patients.ts';

export type Load = {
  /** Made for it; or the patients of clinics that are there. */
  readonly of: { readonly clinics: number; readonly patients: number } | readonly Patient[];
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
const retryMs = 1_000;

/** What is measured: this version, the version of another folder, or a baseline. */
export type Measured = { readonly tree?: string } | { readonly baseline: Baseline };

/** Something under patients of whom each waits for the answer at Graph before the next one writes. */
export async function startClosedLoop(
  database: BenchDatabase,
  { of, onTheWay, processes = 1 }: Load,
  what: Measured,
  environment: Readonly<Record<string, string>> = {},
): Promise<ClosedLoop> {
  if ('clinics' in of) await addClinics(database, of.clinics);
  const patients = 'clinics' in of ? patientsOf(of) : of;
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
  // what was sent to the same database before does not come again
  const run = `w${Date.now().toString(36)}`;
  let acknowledged: number[] = [];
  const write = async (patient: Patient) => {
    const answer = new Promise<void>((resolve) => waiting.set(patient.phone, resolve));
    n += 1;
    const body = messageOf(run, n, patient);
    const { url } = servers[n % servers.length] ?? product;
    let ms: number | undefined;
    // what is refused comes again, as from Meta
    while (ms === undefined && !isOver) ms = await post(url, body).catch(() => pause(retryMs, undefined));
    if (ms === undefined) return;
    const isAnswered = await Promise.race([answer.then(() => true), pause(patienceMs, false)]);
    if (isAnswered) answered += 1;
    acknowledged.push(ms);
  };
  const writers = Array.from({ length: onTheWay }, async (_, first) => {
    for (let at = first; !isOver; at = (at + onTheWay) % patients.length)
      await write(patients[at] as Patient);
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

export const patientsOf = ({
  clinics,
  patients,
}: {
  clinics: number;
  patients: number;
}): readonly Patient[] =>
  Array.from({ length: patients }, (_, n) => ({ phone: phoneOf(n), number: numberOf(n % clinics) }));

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
