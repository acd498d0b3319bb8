import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { GoogleTwin } from '../../twin/google/start-google-twin.ts';
import { callerIssuer, callerSecret, client } from './clinic.ts';
import type { Random } from '../chaos/seeded.ts';

const main = fileURLToPath(new URL('../../src/bootstrap/main.ts', import.meta.url));
const dyingWorker = fileURLToPath(new URL('../servers/dying-worker.ts', import.meta.url));
const workers = 3;

const methods = ['claim', 'busy', 'aboutToWrite', 'insert', 'get', 'remove', 'settle'];
/** Where a worker dies; each is met at least once in a run. */
export const deathSteps = methods.flatMap((method) =>
  method === 'claim' ? [`after ${method}`] : [`before ${method}`, `after ${method}`],
);

type Surroundings = {
  readonly databaseUrl: string;
  readonly graphUrl: string;
  readonly google: GoogleTwin;
  readonly port: number;
};

const key = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64url')}`;

const environmentOf = ({ databaseUrl, graphUrl, google, port }: Surroundings) => ({
  PATH: process.env['PATH'],
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_SIZE: '8',
  WEBHOOK_VERIFY_TOKEN: 'bench',
  META_APP_SECRET: 'bench-secret',
  META_ACCESS_TOKEN: 'bench',
  META_GRAPH_URL: graphUrl,
  GOOGLE_CLIENT_ID: client.clientId,
  GOOGLE_CLIENT_SECRET: client.clientSecret,
  GOOGLE_REDIRECT_URI: `http://127.0.0.1:${port}/api/google/oauth/callback`,
  GOOGLE_AUTH_URL: google.authUrl,
  GOOGLE_TOKEN_URL: google.tokenUrl,
  GOOGLE_REVOKE_URL: google.revokeUrl,
  GOOGLE_JWKS_URL: google.jwksUrl,
  GOOGLE_ISSUER: google.issuer,
  GOOGLE_API_URL: google.apiUrl,
  GOOGLE_TIMEOUT_MS: '1800',
  ENCRYPTION_KEYS: key('k1', 1),
  STATE_KEYS: key('s1', 2),
  AUTH_JWT_SECRET: callerSecret,
  AUTH_ISSUER: callerIssuer,
  // a thousand callers at once are what is measured, not the bound of the API
  API_MAX_IN_FLIGHT: '4000',
  RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
  RATE_LIMIT_API_CLINIC_PER_MINUTE: '0',
  RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
  APPOINTMENT_LEASE_MS: '4000',
  APPOINTMENT_CONCURRENCY: '4',
  RETRY_CALENDAR_BASE_MS: '100',
  RETRY_CALENDAR_CAP_MS: '2000',
  RETRY_CALENDAR_MAX_ATTEMPTS: '30',
  RATE_LIMIT_PAIR_INTERVAL_MS: '0',
  RATE_LIMIT_NUMBER_PER_SECOND: '1000',
  POLL_MS: '200',
  LOG_LEVEL: 'error',
});

/** Two web processes and one that delivers messages; workers for the calendars come with the trouble. */
export async function startProcesses(surroundings: Surroundings) {
  const environment = environmentOf(surroundings);
  const running = new Set<ChildProcess>();
  const spawn = (file: string, extra: Record<string, string>): ChildProcess => {
    const child = fork(file, {
      env: { ...environment, ...extra },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const ports = [surroundings.port, surroundings.port + 1];
  const webUrls = ports.map((port) => `http://127.0.0.1:${port}`);
  const webOn = (port: number) => {
    const child = spawn(main, { ROLE: 'web', PORT: String(port) });
    child.stdout?.on('data', () => undefined);
    return child;
  };
  const webs = ports.map(webOn);
  await Promise.all(webUrls.map(untilReady));
  const kill = async (child: ChildProcess | undefined, signal: NodeJS.Signals) => {
    if (child === undefined || !running.has(child)) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };

  return {
    webUrls,
    /** Workers that die at one step after the other, and a web process that dies every few seconds. */
    makeTrouble(random: Random) {
      const steps = new Map<string, number>();
      let web = 0;
      let isOver = false;
      let next = 0;
      const worker = async (): Promise<void> => {
        while (!isOver) {
          const unmet = deathSteps.filter((known) => !steps.has(known));
          const from = unmet.length > 0 ? unmet : deathSteps;
          const step = from[(next += 1) % from.length] ?? '';
          const child = spawn(dyingWorker, {
            DIE_AT: step,
            DIE_AFTER: steps.has(step) ? String(1 + Math.floor(random() * 3)) : '1',
          });
          child.stdout?.on('data', (chunk: Buffer) => {
            for (const [, died = ''] of chunk.toString().matchAll(/died (.+)/g))
              steps.set(died, (steps.get(died) ?? 0) + 1);
          });
          const exited = once(child, 'exit').then(() => true);
          // one that never gets there is replaced by one that dies elsewhere
          await Promise.race([exited, pause(9_000)]);
          await kill(child, 'SIGKILL');
        }
      };
      const killWeb = async (): Promise<void> => {
        while (!isOver) {
          await pause(4_000 + random() * 4_000);
          await kill(webs[1], 'SIGKILL');
          web += 1;
          webs[1] = webOn(ports[1] ?? 0);
        }
      };
      const troubling = Promise.all([...Array.from({ length: workers }, worker), killWeb()]);
      return {
        everyStepWasMet: () => deathSteps.every((step) => steps.has(step)),
        async stop() {
          isOver = true;
          await troubling;
          return { steps, web };
        },
      };
    },
    /** Workers without trouble, until nothing waits. */
    async comeToRest(pool: pg.Pool) {
      spawn(dyingWorker, {});
      spawn(main, { ROLE: 'worker', PORT: String(surroundings.port + 10) });
      const deadline = Date.now() + 180_000;
      while (Date.now() < deadline) {
        const { rows } = await pool.query<{ waiting: string }>(
          `select (select count(*) from appointments where next_sync_at is not null)
             + (select count(*) from whatsapp_messages_improved where next_attempt_at is not null) as waiting`,
        );
        if (rows[0]?.waiting === '0') return;
        await pause(200);
      }
      throw new Error('Something still waits after three minutes');
    },
    async stop() {
      await Promise.all([...running].map((child) => kill(child, 'SIGKILL')));
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error(`${url} did not get ready`);
}
