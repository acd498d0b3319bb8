import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkAnswers } from './check.ts';
import { startBenchPostgres } from '../database.ts';
import { postUntilTaken, startMoodyGraph } from '../servers/graph-stub.ts';
import { seeded } from './seeded.ts';
import { appSecret, phoneNumberId } from '../ingest/signed-requests.ts';

const conversations = 50;
const messagesEach = 40;
const ports = [21_401, 21_402, 21_403];
const main = fileURLToPath(new URL('../../src/bootstrap/main.ts', import.meta.url));

/**
 * 50 conversations of 40 numbered messages, shuffled and duplicated, over 3 web and 3 worker processes that are killed
 * (-9) and paused (SIGSTOP, longer than their leases) meanwhile. Prints the counts; fails when one is wrong.
 */
export async function chaos(seed: number): Promise<boolean> {
  const random = seeded(seed);
  const postgres = await startBenchPostgres();
  const database = await postgres.database('bench_chaos');
  await database.pool.query('update clinics set contextualization_json = $1', [
    JSON.stringify({
      clinica: { informacoes_basicas: { nome: 'Bench' } },
      agente_ia: { comportamento: { limite_tentativas: 100_000 } },
      servicos: { consultas: [{ id: 'c1', nome: 'Consulta', preco_particular: 200, ativo: true }] },
    }),
  ]);
  const urls = () => ports.map((port) => `http://127.0.0.1:${port}/webhook/whatsapp-meta`);
  const graph = await startMoodyGraph(urls, random);
  const environment = {
    ...process.env,
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '6',
    WEBHOOK_VERIFY_TOKEN: 'bench',
    META_APP_SECRET: appSecret,
    META_ACCESS_TOKEN: 'bench',
    META_GRAPH_URL: graph.url,
    META_TIMEOUT_MS: '1500',
    TURN_DEBOUNCE_MS: '100',
    TURN_CAP_MS: '400',
    TURN_LEASE_MS: '2000',
    DELIVERY_LEASE_MS: '3000',
    RETRY_UNKNOWN_AFTER_MS: '4000',
    RATE_LIMIT_PAIR_INTERVAL_MS: '0',
    LOG_LEVEL: 'warn',
  };
  const spawn = (role: string, port: number) =>
    fork(main, {
      env: { ...environment, ROLE: role, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const processes: { role: string; port: number; child: ChildProcess }[] = [
    ...ports.map((port) => ({ role: 'web', port, child: spawn('web', port) })),
    ...ports.map((port) => ({ role: 'worker', port: port + 100, child: spawn('worker', port + 100) })),
  ];
  await Promise.all(urls().map((url) => untilReady(url)));

  let kills = 0;
  let pauses = 0;
  let isOver = false;
  const trouble = async () => {
    while (!isOver) {
      await pause(300 + random() * 700);
      const victim = processes[Math.floor(random() * processes.length)] as (typeof processes)[number];
      if (victim.role === 'worker' && random() < 0.4) {
        pauses += 1;
        victim.child.kill('SIGSTOP');
        await pause(3_500);
        victim.child.kill('SIGCONT');
      } else {
        kills += 1;
        victim.child.kill('SIGKILL');
        await once(victim.child, 'exit');
        victim.child = spawn(victim.role, victim.port);
      }
    }
  };
  const troubling = trouble();

  const bodies = shuffledBodies(random);
  let posts = 0;
  const senders = Array.from({ length: 12 }, async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const tries = await postUntilTaken(urls, body, random);
      posts += tries;
      // slow enough for dozens of kills, however fast the machine is
      await pause(random() * 250);
    }
  });
  await Promise.all(senders);
  isOver = true;
  await troubling;
  console.log(
    `${posts} webhooks sent, ${kills} processes killed, ${pauses} workers paused, one answer of Meta in fifty dropped`,
  );

  const deadline = Date.now() + 120_000;
  for (;;) {
    const { rows } = await database.pool.query<{ left: string }>(
      `select (select count(*) from whatsapp_conversations_improved where turn_due_at is not null)
         + (select count(*) from whatsapp_messages_improved
            where next_attempt_at is not null or direction = 'outbound' and status <> 'delivered') as left`,
    );
    if (Number(rows[0]?.left) === 0 || Date.now() > deadline) break;
    await pause(200);
  }
  const isRight = await checkAnswers(database, graph.sent, conversations * messagesEach);
  await Promise.all(
    processes.map(async ({ child }) => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }),
  );
  graph.close();
  await postgres.stop();
  return isRight;
}

async function untilReady(webhook: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(new URL('/health/ready', webhook)).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`${webhook} did not get ready`);
}

/** Every message once or twice, alone or in batches of up to five, all in random order. */
function shuffledBodies(random: () => number): string[] {
  const messages = Array.from({ length: conversations * messagesEach }, (_, n) => ({
    conversation: n % conversations,
    number: Math.floor(n / conversations),
  })).flatMap((message) => (random() < 0.5 ? [message, message] : [message]));
  for (let n = messages.length - 1; n > 0; n -= 1) {
    const other = Math.floor(random() * (n + 1));
    [messages[n], messages[other]] = [messages[other], messages[n]] as [
      (typeof messages)[0],
      (typeof messages)[0],
    ];
  }
  const bodies: string[] = [];
  while (messages.length > 0) {
    const part = messages.splice(0, 1 + Math.floor(random() * 5));
    const now = Math.floor(Date.now() / 1000);
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '5511955500000', phone_number_id: phoneNumberId },
      contacts: part.map(({ conversation }) => ({
        profile: { name: `Paciente ${conversation}` },
        wa_id: phoneOf(conversation),
      })),
      messages: part.map(({ conversation, number }) => ({
        from: phoneOf(conversation),
        id: `wamid.c${conversation}n${number}`,
        timestamp: String(now),
        type: 'text',
        // no number in it: "39" beside others may be a fever, and be answered by a warning first
        text: { body: 'quanto custa a consulta?' },
      })),
    };
    bodies.push(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '200000000000001', changes: [{ field: 'messages', value }] }],
      }),
    );
  }
  return bodies;
}

const phoneOf = (conversation: number) => `551195551${String(conversation).padStart(4, '0')}`;
