// builderbot with its Meta provider. Its Postgres package is not on the registry, so its memory keeps the conversations, and
// the action of its flow inserts the message, by which it also knows what came twice. Its provider answers 200 by itself,
// before the flow, and takes neither a base URL nor a signature: axios, which it calls Graph with, gets an interceptor.
import { createRequire } from 'node:module';
import pg from 'pg';

const require = createRequire(import.meta.url);
const { addKeyword, createBot, createFlow, createProvider, EVENTS, MemoryDB } = require('@builderbot/bot');
const { MetaProvider } = require('@builderbot/provider-meta');
const axios = require('axios');

const { DATABASE_URL, META_GRAPH_URL, PHONE_NUMBER_ID, PORT } = process.env;
axios.interceptors.request.use((config) => ({
  ...config,
  url: config.url.replace('https://graph.facebook.com', META_GRAPH_URL),
}));
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
await pool.query('create table if not exists peer_messages (id text primary key, content jsonb not null)');

const welcome = addKeyword(EVENTS.WELCOME).addAction(async (context, { flowDynamic }) => {
  const { message_id: id, body, from } = context;
  const { rowCount } = await pool.query(
    'insert into peer_messages (id, content) values ($1, $2) on conflict do nothing',
    [id, { body, from }],
  );
  if (rowCount === 1) await flowDynamic(`Recebemos a sua mensagem ${id}`);
});
const provider = createProvider(MetaProvider, {
  ...{ jwtToken: 'bench', numberId: PHONE_NUMBER_ID, verifyToken: 'bench', version: 'v25.0' },
});
const { httpServer } = await createBot(
  { flow: createFlow([welcome]), provider, database: new MemoryDB() },
  { queue: { timeout: 20_000, concurrencyLimit: 50 } },
);
httpServer(Number(PORT));
