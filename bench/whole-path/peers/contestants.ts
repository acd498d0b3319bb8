import type pg from 'pg';
import type { SentMessage } from '../../../tests/support/vendors/graph-stub.ts';

/** Somebody who takes the webhooks. What they hold and have sent is read from their tables and at Graph, never asked. */
export type Contestant = {
  readonly name: string;
  /** Exact versions, installed into a folder of their own; none for the product. */
  readonly packages: readonly string[];
  /** In `servers`, run within that folder. */
  readonly server?: string;
  readonly path: string;
  /** How many numbers of Meta one process can serve. */
  readonly numbers: number;
  /** The ids of the messages in the store. */
  stored(pool: pg.Pool): Promise<ReadonlySet<string>>;
  /** Whether nothing of it is still to be sent or sent again; who does such work only within a webhook needs no say. */
  isQuiet?(pool: pg.Pool): Promise<boolean>;
  /** How often each message was answered, as the phones received it. */
  answered(pool: pg.Pool, sent: readonly SentMessage[]): Promise<ReadonlyMap<string, number>>;
};

/** A peer writes into the answer which messages it is for. */
const namedInAnswers = (_: pg.Pool, sent: readonly SentMessage[]) =>
  Promise.resolve(
    countOf(sent.flatMap(({ body }) => JSON.stringify(body['text']).match(/wamid\.\w+/g) ?? [])),
  );
const ids = async (pool: pg.Pool, sql: string) =>
  new Set((await pool.query<{ id: string }>(sql)).rows.map(({ id }) => id));
const ofOwnTable = (pool: pg.Pool) => ids(pool, 'select id from peer_messages');

export const contestants: readonly Contestant[] = [
  {
    name: 'this product',
    packages: [],
    path: '/webhook/whatsapp-meta',
    numbers: 20,
    stored: (pool) =>
      ids(pool, `select meta_message_id as id from whatsapp_messages_improved where direction = 'inbound'`),
    isQuiet: async (pool) => {
      const { rowCount } = await pool.query(
        `select 1 from whatsapp_conversations_improved where turn_due_at is not null
         union all
         select 1 from whatsapp_messages_improved
         where next_attempt_at is not null or (direction = 'outbound' and status <> 'delivered')`,
      );
      return rowCount === 0;
    },
    answered: async (pool, sent) => {
      const { rows } = await pool.query<{ message: string; answer: string }>(
        `select message.meta_message_id as message, answer.id as answer
         from whatsapp_messages_improved as message
         join whatsapp_messages_improved as answer using (clinic_id, turn_id)
         where message.direction = 'inbound' and answer.direction = 'outbound' and answer.turn_position = 0`,
      );
      const arrivals = countOf(sent.map(({ callbackData }) => callbackData));
      return new Map(rows.map(({ message, answer }) => [message, arrivals.get(answer) ?? 0]));
    },
  },
  {
    name: 'whatsapp-api-js',
    packages: ['whatsapp-api-js@6.3.0', 'pg@8.23.1'],
    server: 'whatsapp-api-js.mjs',
    path: '/message',
    numbers: 20,
    stored: ofOwnTable,
    answered: namedInAnswers,
  },
  {
    name: 'Chat SDK',
    packages: [
      ...['chat@4.41.1', '@chat-adapter/whatsapp@4.41.1', '@chat-adapter/state-pg@4.41.0'],
      'pg@8.23.1',
    ],
    server: 'chat-sdk.mjs',
    path: '/api/webhooks/whatsapp',
    numbers: 1,
    stored: (pool) => ids(pool, `select value::json ->> 'id' as id from chat_state_lists`),
    answered: namedInAnswers,
  },
  {
    name: 'builderbot',
    packages: ['@builderbot/bot@1.3.13', '@builderbot/provider-meta@1.2.2', 'pg@8.23.1'],
    server: 'builderbot.mjs',
    path: '/webhook',
    numbers: 1,
    stored: ofOwnTable,
    answered: namedInAnswers,
  },
];

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
