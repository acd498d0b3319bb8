import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { memoryConversationNews } from '../../../src/adapters/memory/messaging/conversation-events.ts';
import { postgresConversationEvents } from '../../../src/adapters/postgres/messaging/conversation-events.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import { conversationId } from '../../../src/domain/messaging/message.ts';
import { openPool } from '../../../src/adapters/postgres/pool.ts';
import { runAsAdmin } from '../../support/database/admin.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { until } from '../../support/until.ts';
import {
  conversationNewsContract,
  hear,
  someClinic,
  someNews,
} from '../contracts/messaging/conversation-events.contract.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(
    { url: database.url, role: 'atende_system', max: 2, applicationName: 'news test' },
    () => undefined,
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** As one process, listening already. */
async function aProcess(wish: { readonly mostAtOnce?: number; readonly pool?: Pick<pg.Pool, 'query'> } = {}) {
  const { pool: own = pool, ...rest } = wish;
  const news = postgresConversationEvents(own, {
    url: database.url,
    onFailure: () => undefined,
    gatherMs: 5,
    ...rest,
  });
  onTestFinished(() => news.close());
  const { heard, stop } = hear(news, someClinic());
  await until('the channel to be heard', () => heard.includes('resync'));
  stop();
  return news;
}

describe('in memory', () => {
  conversationNewsContract(async () => memoryConversationNews());
});

describe('by Postgres', () => {
  conversationNewsContract(() => aProcess());

  it('are heard in every process', async () => {
    const clinic = someClinic();
    const [one, other] = [await aProcess(), await aProcess()];
    const readers = [hear(one, clinic), hear(other, clinic)];
    const told = someNews(clinic, 500);
    one.announce(told);
    for (const { events } of readers) await until('the news', () => events().length >= told.length);
    for (const { events } of readers) expect(events()).toEqual(told);
  });

  it('carry ids and nothing else', async () => {
    const clinic = someClinic();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    onTestFinished(() => client.end());
    const payloads: string[] = [];
    client.on('notification', ({ payload = '' }) => payloads.push(payload));
    await client.query('listen atende_news');
    (await aProcess()).announce(someNews(clinic, 300));
    await until(
      'the payloads',
      () =>
        payloads
          .join(' ')
          .split(' ')
          .filter((word) => word.includes('/')).length >= 300,
    );
    const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    for (const payload of payloads) {
      expect(payload).toMatch(new RegExp(`^${id}( [msc]/${id}(/${id})?)+$`));
      expect(payload.length).toBeLessThan(8_000);
    }
  });

  it('are told as a resync when they are too many at once', async () => {
    const [busy, quiet] = [someClinic(), someClinic()];
    const news = await aProcess({ mostAtOnce: 10 });
    const [reader, other] = [hear(news, busy), hear(news, quiet)];
    news.announce([...someNews(busy, 11), ...someNews(quiet, 1)]);
    await until('the resyncs', () => reader.heard.includes('resync') && other.heard.includes('resync'));
    expect(reader.events()).toHaveLength(10);
  });

  it('leave no room for others to who is present, of whom the last counts, and miss none for it', async () => {
    const clinic = someClinic();
    const news = await aProcess({ mostAtOnce: 10 });
    const { heard, events } = hear(news, clinic);
    const conversation = conversationId(uuidV7Ids.next());
    const presence = (n: number, doing: 'reading' | 'writing') =>
      ({
        event: 'presence',
        clinicId: clinic,
        conversationId: conversation,
        actor: `user:${n}`,
        doing,
      }) as const;
    const many = Array.from({ length: 700 }, (_, n) => presence(n, 'reading'));
    const others = someNews(clinic, 10);
    news.announce([...many, presence(0, 'writing'), ...others]);
    await until('the news', () => events().length >= 510);
    expect(heard).not.toContain('resync');
    expect(events().slice(0, 10)).toEqual(others);
    expect(events()[10]).toEqual(presence(0, 'writing'));
    expect(events()).toHaveLength(510);
  });

  it('are told as a resync later when they could not be told', async () => {
    const clinic = someClinic();
    let isAway = true;
    let failures = 0;
    const shaky = {
      query(...args: [string, unknown[]]) {
        if (!isAway) return pool.query(...args);
        failures += 1;
        return Promise.reject(new Error('away'));
      },
    } as unknown as pg.Pool;
    const news = await aProcess({ pool: shaky });
    const { heard } = hear(news, clinic);
    news.announce(someNews(clinic, 3));
    await until('the failure', () => failures > 0);
    isAway = false;
    news.announce(someNews(someClinic(), 1));
    await until('the resync', () => heard.includes('resync'));
  });

  it('tell every reader to read again when the connection was away', async () => {
    const news = await aProcess();
    const { heard } = hear(news, someClinic());
    // as the owner: a role of the program ends nobody's connection
    await runAsAdmin(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'atende news' and datname = current_database()`,
    );
    await until('the resync', () => heard.includes('resync'));
  });
});
