import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { allScopes, clinic, library, startTwin } from '../../support/vendors/google-twin.ts';

let folder: string;
let file: string;
const twins: GoogleTwin[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'google-twin-'));
  file = join(folder, 'google.json');
});
afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.close();
  await rm(folder, { recursive: true });
});
const start = async () => {
  const twin = await startTwin({ keptIn: file });
  twins.push(twin);
  return twin;
};
const stop = async () => {
  await twins.pop()?.close();
};
const calendarsWith = async (twin: GoogleTwin, token: string) =>
  library(twin, token)
    .calendarList.list()
    .then(({ status }) => status)
    .catch((error: unknown) => (error as { status: number }).status);

/** An access token of a run whose world is kept. */
async function aRun(): Promise<string> {
  const twin = await start();
  const { access_token: token } = await twin.issueTokens(clinic, allScopes);
  twin.addEvent(clinic, { summary: 'x', start: { date: '2027-03-01' }, end: { date: '2027-03-02' } });
  expect(await calendarsWith(twin, token)).toBe(200);
  await stop();
  return token;
}

test('what an earlier run has kept is there again', async () => {
  const token = await aRun();
  expect(await calendarsWith(await start(), token)).toBe(200);
});

test('a world of which a part cannot be read is forgotten whole: no tokens without their calendars', async () => {
  const token = await aRun();
  const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...kept, calendars: { calendars: 7 } }));
  const twin = await start();
  expect(await calendarsWith(twin, token)).toBe(401);
  // and it is a world to begin with
  const { access_token: fresh } = await twin.issueTokens(clinic, allScopes);
  expect(await calendarsWith(twin, fresh)).toBe(200);
});
