import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.ts';
import {
  startGraphStub,
  wamidOf,
  type GraphStub,
  type SentMessage,
  type StubAnswer,
} from '../../support/vendors/graph-stub.ts';
import {
  bodyWithMessages,
  bodyWithStatuses,
  contact,
  escapeLikeMeta,
  messagesChange,
  sign,
  statusUpdate,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';
import { registerClinic, secrets, startProduct, type Product } from '../../support/product/product.ts';
import { inBase64 } from '../../support/builders/spellings.ts';
import { until } from '../../support/until.ts';

// A day on which everything goes wrong, with words that must not be found again in any log: on a server of its own, so
// that the server's log can be read as well.

const port = 27_301;
const words = ['coração', 'xyzzy', 'Otília', 'otilia@example.com'];
const body = `Aqui é a Otília, xyzzy, dor no coração, otilia@example.com`;
let folder: string;
let server: EmbeddedPostgres;
let graph: GraphStub;
let product: Product;
let owner: pg.Client;
let answers: (message: SentMessage, attempt: number) => StubAnswer = () => 'accept';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-logs-'));
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), disposable: true });
  graph = await startGraphStub((message, attempt) => answers(message, attempt));
  product = await startProduct({
    databaseUrl: server.url,
    graphUrl: graph.url,
    port,
    environment: {
      RETRY_BASE_MS: '20',
      RETRY_UNKNOWN_AFTER_MS: '100',
      LOG_LEVEL: 'debug',
      TURN_MAX_ATTEMPTS: '2',
    },
  });
  owner = new pg.Client(server.url);
  await owner.connect();
  await registerClinic(owner, {});
}, 60_000);

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await owner.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

let people = 0;
const phones: string[] = [];
function somebody() {
  people += 1;
  const from = `551195558${String(people).padStart(4, '0')}`;
  phones.push(from);
  return { from, from_user_id: `BR.88${String(people).padStart(6, '0')}` };
}
const write = (who: ReturnType<typeof somebody>, text = body) =>
  product.webhook(
    webhookBody(
      messagesChange({
        messages: [textMessage({ ...who, body: text, timestamp: String(Math.floor(Date.now() / 1000)) })],
        contacts: [
          contact({ wa_id: who.from, user_id: who.from_user_id, profile: { name: 'Otília xyzzy' } }),
        ],
      }),
    ),
  );
const logs = (line: string) => until(`the log line “${line}”`, () => product.log().includes(line));
/** What Meta would say about it, quoting. */
const refusal = (status: number, code: number, { to }: SentMessage) => ({
  status,
  body: {
    error: {
      code,
      message: `xyzzy token EAAGxyzzy0123456789 for +${to}`,
      error_data: { details: `Otília xyzzy ${to}` },
      fbtrace_id: 'Atrace',
    },
  },
});

test('a number in base64 is looked for where Meta puts it (or the next test says nothing)', () => {
  const phone = somebody().from;
  expect(inBase64(phone).some((part) => wamidOf(phone, 7).includes(part))).toBe(true);
});

test('nothing that a person wrote, is called or is reached by is in any log, whatever goes wrong', async () => {
  await write(somebody());
  await logs('message accepted by WhatsApp');

  answers = (message) => refusal(400, 131026, message);
  await write(somebody());
  await logs('message failed for good');

  answers = (message) => refusal(500, 131000, message);
  await write(somebody());
  await logs('outcome of the send is unknown');

  answers = (message, attempt) => (attempt % 2 === 0 ? 'drop-answer' : refusal(429, 130429, message));
  await write(somebody());
  await logs('send refused; tried again later');

  answers = (message) => refusal(401, 190, message);
  await write(somebody());
  answers = () => 'accept';

  // what cannot be read, routed or stored
  const post = (bytes: string, headers = {}) =>
    fetch(`${product.url}/webhook/whatsapp-meta`, { method: 'POST', body: bytes, headers });
  const unreadable = escapeLikeMeta(`${body} ${somebody().from} {`);
  await post(unreadable, { 'x-hub-signature-256': sign(unreadable, secrets.appSecret) });
  await post(body, { 'x-hub-signature-256': `sha256=${body.length}`, 'x-request-id': somebody().from });
  const metadata = { display_phone_number: somebody().from, phone_number_id: '900000000000999' };
  await product.webhook(
    webhookBody({ field: 'messages', value: { metadata, messages: [textMessage({ ...somebody(), body })] } }),
  );
  await product.webhook(webhookBody({ field: 'account_update', value: { event: body, phone_number: body } }));
  await product.webhook(
    bodyWithStatuses(statusUpdate({ recipient_id: somebody().from, id: 'wamid.nobody' })),
  );
  await product.webhook(bodyWithMessages(textMessage({ ...somebody(), body: `${body}\u0000` })));
  await product.webhook(bodyWithMessages({ ...textMessage({ ...somebody(), body }), timestamp: body }));
  await logs('webhook items parked');
  const ask = (path: string) =>
    fetch(`${product.url}${path}`, { headers: { authorization: `Bearer ${body.length}xyzzy` } });
  await ask(`/api/conversations/${somebody().from}?name=xyzzy`);
  await ask(`/webhook/whatsapp-meta?hub.mode=subscribe&hub.verify_token=xyzzy&hub.challenge=xyzzy`);

  // the database refuses, each time naming what it refuses
  const breakIt = async (breaks: string, mends: string, line: string) => {
    await owner.query(breaks);
    const before = product.log().length;
    await write(somebody());
    await until(`the log line “${line}”`, () => product.log().slice(before).includes(line));
    await owner.query(mends);
  };
  const messages = 'alter table whatsapp_messages_improved';
  await breakIt(
    `${messages} add constraint no_words check (content !~ 'xyzzy') not valid`,
    `${messages} drop constraint no_words`,
    'webhook items parked',
  );
  await breakIt(
    `${messages} rename column content to contents`,
    `${messages} rename column contents to content`,
    '42703',
  );
  await breakIt(
    `create function quote_it() returns trigger language plpgsql
       as $$ begin raise exception 'I saw % of %', new.content, new.payload; end $$;
     create trigger quote_it before insert on whatsapp_messages_improved for each row execute function quote_it()`,
    'drop function quote_it cascade',
    'P0001',
  );
  await breakIt(
    `create function cast_it() returns trigger language plpgsql
       as $$ begin new.id := new.content::uuid; return new; end $$;
     create trigger cast_it before update on whatsapp_messages_improved for each row execute function cast_it()`,
    'drop function cast_it cascade',
    '22P02',
  );
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'atende%'`,
  );
  await logs('broke');
  await write(somebody());

  const metrics = await (await fetch(`${product.url}/metrics`)).text();
  const ofServer = await readFile(join(server.dataDir, 'postgres.log'), 'utf8');
  const found = { product: product.log(), metrics, server: ofServer };
  const password = new URL(server.url).password;
  const forbidden = [
    ...words,
    ...words.map(escapeLikeMeta),
    ...phones.map((phone) => phone.slice(-8)),
    ...phones.flatMap(inBase64),
    ...[
      secrets.appSecret,
      secrets.previousSecret,
      secrets.verifyToken,
      'test-access-token',
      password,
      'EAAG',
    ],
  ];
  for (const [name, log] of Object.entries(found)) {
    expect(log.length, name).toBeGreaterThan(0);
    expect(
      forbidden.filter((word) => log.includes(word)),
      name,
    ).toEqual([]);
  }
  // whatever is logged has been thought about
  expect(product.log()).not.toMatch(/"unlisted"|\[not logged\]/);
}, 120_000);

test('the embedded server’s own log has no statement, parameter, row or message of an error', async () => {
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query('set log_parameter_max_length_on_error = -1');
  for (const [sql, values] of [
    ['select $1::uuid', ['plugh']],
    [`select 'plugh'::json`, []],
    [`do $$ begin raise exception 'plugh'; end $$`, []],
    [`do $$ begin raise warning 'plugh'; end $$`, []],
    ['select plugh', []],
  ] as const) {
    await client.query(sql, [...values]).catch(() => undefined);
  }
  await client.end();
  expect(await readFile(join(server.dataDir, 'postgres.log'), 'utf8')).not.toContain('plugh');
});
