import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { client, comeBack, googleEnvironment, redirectUri } from '../../support/product/google-product.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let graph: GraphStub;
let google: GoogleTwin;
let product: Product;
let dataDir: string;

const port = 26_107;

const start = () =>
  startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    // as in a run that nobody has configured, but for a Google that the test can answer for
    environment: { ...googleEnvironment(google), AUTH_JWT_SECRET: '', AUTH_ISSUER: '', DATA_DIR: dataDir },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  graph = await startGraphStub();
  google = await startGoogleTwin({
    ...client,
    host: '127.0.0.1',
    port: port + 1_000,
    redirectUris: [redirectUri(port)],
  });
  dataDir = await mkdtemp(join(tmpdir(), 'atende-session-'));
  product = await start();
});

afterAll(async () => {
  await product.stop('SIGTERM');
  await google.close();
  graph.close();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const links = () =>
  [...product.log().matchAll(/Sign in once with this link: {2}(\S+)/g)].map(([, link]) => link!);
const follow = (link: string, method = 'GET') => fetch(link, { method, redirect: 'manual' });

async function signIn(): Promise<string> {
  const known = links().length;
  const response = await follow(links().at(-1)!);
  expect(response.status).toBe(303);
  await until('the next link', () => links().length > known);
  return response.headers.get('set-cookie')!;
}

const register = (cookie: string, headers: Record<string, string>) =>
  fetch(`${product.url}/api/clinics`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: '{"name":"Da Sessão"}',
  });

describe('the link that a start prints', () => {
  test('signs in once, by a cookie that no script and no other site can use, and another one is printed', async () => {
    const link = links().at(-1)!;
    expect((await follow(link, 'HEAD')).status).toBe(401);
    const cookie = await signIn();
    expect(cookie).toMatch(/^atende_session=\S+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const again = await follow(link);
    expect([again.status, again.headers.get('location')]).toEqual([303, '/console?signIn=access.link-used']);
    expect(again.headers.get('set-cookie')).toBeNull();
    const me = await fetch(`${product.url}/api/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ actor: 'local:operator', isPlatformAdmin: true });
  });

  test('is no use to whoever guesses', async () => {
    for (const token of ['', 'x', 'x'.repeat(43), 'x'.repeat(5_000)]) {
      const { status, headers } = await follow(`${product.url}/api/session/start?token=${token}`);
      expect([400, 303]).toContain(status);
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  test('is on the screen only, not among the lines of the log, and its secret is for its owner', async () => {
    const logged = product
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    for (const link of links())
      expect(logged.join('\n')).not.toContain(new URL(link).searchParams.get('token'));
    const [secret] = (await readdir(dataDir)).filter((name) => name.includes('access'));
    expect((await stat(join(dataDir, secret!))).mode & 0o777).toBe(0o600);
  });
});

describe('a session', () => {
  test('changes something only from our own pages', async () => {
    const cookie = await signIn();
    expect((await register(cookie, {})).status).toBe(403);
    for (const origin of ['http://127.0.0.1:9999', 'http://evil.test', 'null', `${product.url}.evil.test`])
      expect((await register(cookie, { origin, 'x-atende-request': '1' })).status, origin).toBe(403);
    expect((await register(cookie, { origin: product.url })).status).toBe(201);
    expect((await register(cookie, { 'x-atende-request': '1' })).status).toBe(201);
  });

  test('connects a clinic to Google and comes back to the browser that began it', async () => {
    const cookie = await signIn();
    const made = await register(cookie, { 'x-atende-request': '1' });
    const { id: clinicId } = ((await made.json()) as { clinic: { id: string } }).clinic;
    const begun = await fetch(`${product.url}/api/google/oauth/start`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/json',
        origin: product.url,
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({ clinicId }),
    });
    const { consentUrl } = (await begun.json()) as { consentUrl: string };
    const browser = begun.headers.get('set-cookie')!.split(';')[0]!;
    const location = await google.consent(consentUrl, { account: 'agenda.ipeamarelo@example.com.br' });
    expect((await comeBack(location, browser)).get('outcome')).toBe('connected');
    const status = await fetch(`${product.url}/api/google/session/status?clinicId=${clinicId}`, {
      headers: { cookie },
    });
    expect(await status.json()).toMatchObject({ connected: true, valid: true });
    const journal = await fetch(`${product.url}/api/audit?clinicId=${clinicId}`, { headers: { cookie } });
    expect(((await journal.json()) as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ action: 'google.connect', actor: 'local:operator', outcome: 'done' }),
    );
  });

  test('is nothing beside a token: the token decides', async () => {
    const cookie = await signIn();
    const headers = { cookie, authorization: 'Bearer garbage' };
    expect((await fetch(`${product.url}/api/me`, { headers })).status).toBe(401);
  });

  test('ends in the browser when somebody signs out, and outlives a restart otherwise', async () => {
    const cookie = await signIn();
    const headers = { cookie, 'x-atende-request': '1' };
    const out = await fetch(`${product.url}/api/session`, { method: 'DELETE', headers });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      'atende_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    await product.stop('SIGTERM');
    product = await start();
    expect((await fetch(`${product.url}/api/me`, { headers: { cookie } })).status).toBe(200);
  });

  test('is not to be had with a token of somebody else’s secret', async () => {
    const token = await bySecret({ role: 'platform-admin' });
    expect(
      (await fetch(`${product.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(401);
    const session = await bySecret({
      sub: 'local-operator',
      audience: 'atende-session',
      typ: 'atende-session+jwt',
    });
    expect(
      (await fetch(`${product.url}/api/me`, { headers: { cookie: `atende_session=${session}` } })).status,
    ).toBe(401);
  });
});
