import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { until } from '../../support/until.ts';

const main = fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url));
const port = 23_745;
const dataDir = mkdtempSync(join(tmpdir(), 'atende-demo-'));
const calendar = 'dra-lara-monteiro@group.calendar.google.com';
let database: TestDatabase;
let child: ChildProcess | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await kill();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The demo as `npm start` runs it; what it says where to look. */
async function start(demoData: 'on' | 'off') {
  const env = {
    PATH: process.env['PATH'],
    PORT: String(port),
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
  };
  child = fork(main, { env: { ...env, DEMO_DATA: demoData }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const address = (what: RegExp) => what.exec(said)?.[1];
  await until('the demo to be there', () => address(/(\S+\/api\/session\/start\S+)/) !== undefined);
  const phone = address(/patient's phone: +(\S+)/) ?? '';
  const google = address(/stand-in for Google: +(\S+)/) ?? '';
  const clinic = address(/demo clinic's id: +(\S+)/) ?? '';
  const link = await fetch(address(/(\S+\/api\/session\/start\S+)/) ?? '', { redirect: 'manual' });
  const cookie = link.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const json = async (url: string) => (await fetch(url, { headers: { cookie } })).json();
  return {
    chats: async () => JSON.stringify(await json(`${phone}_twin/chats`)),
    events: async () =>
      JSON.stringify(await json(`${google}_twin/google/events?calendarId=${encodeURIComponent(calendar)}`)),
    connection: () => json(`http://127.0.0.1:${port}/api/google/session/status?clinicId=${clinic}`),
    calendars: async () =>
      (
        await fetch(`http://127.0.0.1:${port}/api/google/calendars/list?clinicId=${clinic}`, {
          headers: { cookie },
        })
      ).status,
  };
}

const idsIn = (text: string) => new Set([...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id));
const missing = (before: string, after: string) => [...idsIn(before)].filter((id) => !idsIn(after).has(id));

test('a demo that is killed and started again still has its chats, its consent and its calendars', async () => {
  const first = await start('on');
  await until('the demo clinic to be filled', async () => (await first.events()).includes('dateTime'));
  await until('the answers on the phone', async () => (await first.chats()).includes('clinic'));
  const [chats, events] = [await first.chats(), await first.events()];
  // what was gathered last is on its way to the disk
  await until('everything to be written', () => {
    const phones = readFileSync(join(dataDir, 'twin-phones.json'), 'utf8');
    if (missing(chats, phones).length > 0) return false;
    return readFileSync(join(dataDir, 'twin-google.json'), 'utf8').includes('dateTime');
  });
  await kill();

  // nobody connects anything again
  const second = await start('off');
  expect(await second.connection()).toMatchObject({ connected: true });
  expect(await second.calendars()).toBe(200);
  expect(missing(events, await second.events())).toEqual([]);
  expect(missing(chats, await second.chats())).toEqual([]);
}, 80_000);
