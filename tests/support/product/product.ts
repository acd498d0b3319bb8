import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { until } from '../until.ts';
import { issuerName, sharedSecret } from '../api/issuer.ts';
import { escapeLikeMeta, sign } from '../builders/meta-webhooks.ts';
import { endWithFile } from '../programs/left-behind.ts';
import { programFile } from '../programs/programs.ts';

/** Removed with the run. */
const newDataDir = () => mkdtempSync(join(process.env['ATENDE_TEST_DATA'] ?? tmpdir(), 'atende-product-'));
let dataDir = newDataDir();

/** Of the products of one test file, which share what was not configured; never the `.data` of whoever runs the tests. */
export function renewDataDir(): void {
  dataDir = newDataDir();
}

export const secrets = {
  appSecret: 'test-app-secret',
  previousSecret: 'test-previous-secret',
  verifyToken: 'test-verify',
  accessToken: 'test-access-token',
};

/** For tests that ask as often as they like. */
export const withoutApiLimits = {
  RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
  RATE_LIMIT_API_CLINIC_PER_MINUTE: '0',
  RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
  RATE_LIMIT_API_REFUSALS_PER_MINUTE: '0',
};

export type Product = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it wrote to its log so far. */
  log(): string;
  /** A signed webhook, as Meta sends it. */
  webhook(body: unknown): Promise<Response>;
  /** Waits for the end; resolves with the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
};

/** What production must be given for erasures, and everywhere else makes itself. */
export const privacyEnvironment = {
  ERASURE_KEY: Buffer.alloc(32, 33).toString('base64url'),
  CERTIFICATE_KEYS: `c1:${Buffer.alloc(32, 34).toString('base64url')}`,
  get ERASURE_JOURNAL() {
    return join(dataDir, 'erasures.jsonl');
  },
};

type Settings = {
  readonly databaseUrl: string;
  readonly graphUrl: string;
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** A file or pipe in the place of the one that `log()` reads. */
  readonly stdout?: number;
};

/** Two seconds of a processor, which a busy machine may not give it for long. */
const startMs = 45_000;

/** Starts the built system as a process of its own and waits until it is ready. */
export async function startProduct({
  databaseUrl,
  graphUrl,
  port,
  environment = {},
  stdout,
}: Settings): Promise<Product> {
  const url = `http://127.0.0.1:${port}`;
  // what is left of another run would answer in its place
  if (await fetch(url).catch(() => undefined))
    throw new Error(
      `Something listens on port ${port} already: end it, or wait for another run of the tests`,
    );
  const child = fork(programFile('main'), {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      WEBHOOK_VERIFY_TOKEN: secrets.verifyToken,
      META_APP_SECRET: `${secrets.appSecret},${secrets.previousSecret}`,
      META_ACCESS_TOKEN: secrets.accessToken,
      META_GRAPH_URL: graphUrl,
      META_TIMEOUT_MS: '1000',
      TURN_DEBOUNCE_MS: '20',
      TURN_CAP_MS: '100',
      TURN_LEASE_MS: '1000',
      DELIVERY_LEASE_MS: '1500',
      RATE_LIMIT_PAIR_INTERVAL_MS: '0',
      CLINIC_CACHE_MS: '0',
      AUTH_JWT_SECRET: sharedSecret,
      AUTH_ISSUER: issuerName,
      ...environment,
    },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe', 'ipc'],
  });
  endWithFile(child, 'SIGKILL');
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(`the product ended: ${log}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.ok === true;
  };
  await until('the product to be ready', isReady, startMs).catch((error: unknown) => {
    // it would come up later, and answer on its port for another one
    child.kill('SIGKILL');
    throw new Error(`the product did not start; it said: ${log}`, { cause: error });
  });
  return {
    url,
    child,
    log: () => log,
    webhook(body) {
      const bytes = escapeLikeMeta(JSON.stringify(body));
      return fetch(`${url}/webhook/whatsapp-meta`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256': sign(bytes, secrets.appSecret),
        },
        body: bytes,
      });
    },
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

/** A clinic with one number, by just the columns that outsiders use. */
export async function registerClinic(
  pool: Pick<pg.Pool | pg.Client, 'query'>,
  {
    name = 'Clínica de Teste',
    number = '551133330000',
    phoneNumberId = '900000000000001',
    context = testContext,
  },
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with clinic as (
       insert into clinics (id, name, time_zone, contextualization_json, is_active, simulation_mode)
       values (gen_random_uuid(), $1, 'America/Sao_Paulo', $2, true, false)
       returning id
     ), number as (
       insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, is_active)
       select id, $3, $4, true from clinic
     )
     select id from clinic`,
    [name, JSON.stringify(context), number, phoneNumberId],
  );
  return rows[0]!.id;
}

const testContext = {
  clinica: { informacoes_basicas: { nome: 'Clínica de Teste' } },
  servicos: { consultas: [{ id: 'c1', nome: 'Consulta', preco_particular: 'R$ 200,00', ativo: true }] },
};
