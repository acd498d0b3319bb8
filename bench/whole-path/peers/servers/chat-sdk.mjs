// Vercel's Chat SDK with its WhatsApp adapter and its Postgres state. Of what its documentation offers: the strategy that
// "never loses messages" (queue), and a 200 only after the handler ("Propagating webhook handler errors").
import { createServer } from 'node:http';
import { createPostgresState } from '@chat-adapter/state-pg';
import { createWhatsAppAdapter } from '@chat-adapter/whatsapp';
import { Chat } from 'chat';
import pg from 'pg';

const { DATABASE_URL, META_APP_SECRET, META_GRAPH_URL, PHONE_NUMBER_ID, PORT } = process.env;
const bot = new Chat({
  userName: 'bench',
  adapters: {
    whatsapp: createWhatsAppAdapter({
      ...{ accessToken: 'bench', verifyToken: 'bench', appSecret: META_APP_SECRET },
      ...{ phoneNumberId: PHONE_NUMBER_ID, apiUrl: META_GRAPH_URL },
    }),
  },
  state: createPostgresState({ client: new pg.Pool({ connectionString: DATABASE_URL, max: 20 }) }),
  concurrency: { strategy: 'queue', maxQueueSize: 1_000, queueEntryTtlMs: 600_000 },
  logger: 'error',
});
bot.onDirectMessage(async (thread, message, _channel, context) => {
  const ids = [...(context?.skipped ?? []), message].map(({ id }) => id);
  await thread.post(`Recebemos a sua mensagem ${ids.join(' ')}`);
});
await bot.initialize();

createServer(async (incoming, outgoing) => {
  if (incoming.method !== 'POST') return outgoing.end();
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    ...{ method: 'POST', headers: incoming.headers, body: Buffer.concat(chunks) },
  });
  const tasks = [];
  const waitUntil = (task) => tasks.push(task);
  const response = await bot.webhooks.whatsapp(request, { waitUntil, propagateHandlerErrors: true });
  const results = await Promise.allSettled(tasks);
  outgoing.statusCode = results.some(({ status }) => status === 'rejected') ? 500 : response.status;
  outgoing.end();
}).listen(Number(PORT), '127.0.0.1');
