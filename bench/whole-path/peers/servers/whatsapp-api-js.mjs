// whatsapp-api-js in Node's HTTP server, as its README and its middleware's documentation show. It keeps nothing itself:
// the insert is what its user writes. The 200 follows the answer, so that Meta delivers again what a crash interrupted.
import { createServer } from 'node:http';
import pg from 'pg';
import { Text } from 'whatsapp-api-js/messages';
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';

const { DATABASE_URL, META_APP_SECRET, META_GRAPH_URL, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
await pool.query(
  'create table if not exists peer_messages (id text primary key, content jsonb not null, answered_at timestamptz)',
);

const whatsapp = new WhatsAppAPI({
  ...{ token: 'bench', appSecret: META_APP_SECRET, webhookVerifyToken: 'bench', v: 'v25.0' },
  ponyfill: {
    fetch: (url, options) =>
      fetch(String(url).replace('https://graph.facebook.com', META_GRAPH_URL), options),
  },
});

const underWay = new Map();
whatsapp.on.message = async ({ message, reply }) => {
  const going = underWay.get(message.id) ?? storeAndAnswer(message, reply);
  underWay.set(message.id, going);
  await going.finally(() => underWay.delete(message.id));
};

async function storeAndAnswer(message, reply) {
  const { rows } = await pool.query(
    `insert into peer_messages (id, content) values ($1, $2)
     on conflict (id) do update set content = excluded.content
     returning answered_at`,
    [message.id, message],
  );
  if (rows[0].answered_at !== null) return;
  const answer = await reply(new Text(`Recebemos a sua mensagem ${message.id}`));
  if (!('messages' in answer)) throw new Error('Graph refused the answer');
  await pool.query('update peer_messages set answered_at = now() where id = $1', [message.id]);
}

createServer(async (request, response) => {
  response.statusCode = request.method === 'POST' ? await whatsapp.handle_post(request) : 200;
  response.end();
}).listen(Number(PORT), '127.0.0.1');
