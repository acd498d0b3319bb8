import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { startIdentityProvider } from '../../support/api/identity-provider.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { readEvents } from '../../support/product/event-reader.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let pool: pg.Pool;
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let product: Product;
let ours: string;
let theirs: string;
const port = 26_281;
const origin = `http://127.0.0.1:${port}`;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  [ours, theirs] = [
    await registerClinic(pool, {}),
    await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000009' }),
  ];
  provider = await startIdentityProvider();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: 'http://127.0.0.1:9',
    port,
    environment: {
      ...withoutApiLimits,
      ...provider.environment(origin),
    },
  });
});
afterAll(async () => {
  await product.stop('SIGTERM');
  provider.close();
  await pool.end();
  await database.drop();
});

/** A browser's cookies, and visits that follow no redirect by themselves. */
function browser() {
  const cookies = new Map<string, string>();
  const visit = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, origin), {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie !== '' && { cookie }), ...(init.headers as Record<string, string> | undefined) },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (set.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  /** Where the browser ends after signing in. */
  const signIn = async (returnTo = '/console') => {
    const begun = await visit(`/api/session/login?returnTo=${encodeURIComponent(returnTo)}`);
    const consent = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
    const back = consent.headers.get('location')!;
    return { back, place: (await visit(back)).headers.get('location') };
  };
  return { cookies, visit, signIn };
}
const me = async (who: ReturnType<typeof browser>) => {
  const answer = await who.visit('/api/me');
  return {
    status: answer.status,
    ...((await answer.json()) as {
      clinics?: { clinicId: string; role: string }[];
      displayName?: string;
      email?: string;
    }),
  };
};
const asAdmin = async (path: string, init: RequestInit = {}) =>
  fetch(`${origin}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [ours] })}`,
      'content-type': 'application/json',
    },
  });
const invite = (email: string, role = 'clinic-staff') =>
  asAdmin(`/api/clinics/${ours}/invitations`, { method: 'POST', body: JSON.stringify({ email, role }) });
const signedIn = async (sub: string) => {
  const email = `${sub}@clinica.example`;
  expect((await invite(email)).status).toBe(201);
  provider.says({ sub, email, email_verified: true, name: sub });
  const who = browser();
  expect((await who.signIn()).place).toBe('/console');
  return who;
};

test('whoever proves an invited address is a member of the clinic after signing in, and nowhere else', async () => {
  await invite('Bia@Clinica.example');
  provider.says({ sub: 'bia', email: 'bia@clinica.example', email_verified: true, name: 'Bia' });
  const bia = browser();
  expect(await bia.signIn('/console/clinica/1?queue=team')).toMatchObject({
    place: '/console/clinica/1?queue=team',
  });
  expect(await me(bia)).toMatchObject({ status: 200, clinics: [{ clinicId: ours, role: 'clinic-staff' }] });
  expect((await bia.visit(`/api/clinics/${ours}/conversations`)).status).toBe(200);
  expect((await bia.visit(`/api/clinics/${theirs}/conversations`)).status).toBe(404);
  const invitations = await asAdmin(`/api/clinics/${ours}/invitations`);
  expect(await invitations.json()).toEqual({ items: [] });
});

test('whoever is removed stays out, whatever invitations lay about, and the audit says how they came', async () => {
  const ines = await signedIn('ines');
  expect((await invite('ines@clinica.example', 'clinic-admin')).status).toBe(201);
  expect((await asAdmin(`/api/clinics/${ours}/members/ines`, { method: 'DELETE' })).status).toBe(204);
  expect((await me(ines)).status).toBe(403);
  await ines.signIn();
  expect((await me(ines)).status).toBe(403);
  const trail = await asAdmin(`/api/audit?clinicId=${ours}&action=member.join`);
  const { items } = (await trail.json()) as { items: { actor: string }[] };
  expect(items.filter(({ actor }) => actor === 'user:ines')).toMatchObject([
    { outcome: 'done', details: { role: 'clinic-staff' } },
  ]);
});

test('a browser learns that it signs in at the provider', async () => {
  expect(await (await fetch(`${origin}/api/session`)).json()).toEqual({ by: 'provider' });
});

test('a browser learns the name and the address by which the provider knows the person, and no other', async () => {
  await signedIn('lia');
  provider.says({ sub: 'lia', email: 'lia@clinica.example', email_verified: true, name: 'Lia Prado' });
  const named = browser();
  await named.signIn();
  expect(await me(named)).toMatchObject({ displayName: 'Lia Prado', email: 'lia@clinica.example' });
  provider.says({ sub: 'lia', email: 'made-up@clinica.example', email_verified: false });
  const nameless = browser();
  await nameless.signIn();
  const said = await me(nameless);
  expect(said.status).toBe(200);
  expect([said.displayName, said.email]).toEqual([undefined, undefined]);
});

test('an address that the provider has not proven opens nothing', async () => {
  await invite('dora@clinica.example');
  for (const claims of [
    { sub: 'mallory', email: 'dora@clinica.example' },
    { sub: 'mallory', email: 'dora@clinica.example', email_verified: false },
    { sub: 'mallory', email: 'dora@clinica.example', email_verified: 'true' },
  ]) {
    provider.says(claims);
    const mallory = browser();
    await mallory.signIn();
    expect((await me(mallory)).status).toBe(403);
    // but they can leave, e.g. to take another account
    expect((await mallory.visit('/api/session', { method: 'DELETE', headers: { origin } })).status).toBe(204);
    expect((await me(mallory)).status).toBe(401);
  }
});

test('the cookie is for this host and no script, and nothing secret stands in an address', async () => {
  provider.says({ sub: 'bia', email: 'bia@clinica.example', email_verified: true });
  const begun = await browser().visit('/api/session/login');
  for (const answer of [begun]) {
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^atende_sign_in=[\w-]+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/);
  }
  const url = new URL(begun.headers.get('location')!);
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  expect([...url.searchParams.keys()]).not.toContain('code_verifier');
});

test('a callback that another browser began, comes twice or was refused signs nobody in', async () => {
  const bia = await signedIn('eva');
  const { back } = await bia.signIn();
  const stranger = browser();
  // the address of somebody's callback is of no use in another browser
  expect((await stranger.visit(back)).headers.get('location')).toBe('/console?signIn=access.sign-in-refused');
  expect(stranger.cookies.size).toBe(0);
  const own = browser();
  await own.visit('/api/session/login');
  expect((await own.visit(back)).headers.get('location')).toBe('/console?signIn=access.sign-in-refused');
  expect((await me(own)).status).toBe(401);
  provider.refuses('access_denied');
  const refused = browser();
  expect((await refused.signIn()).place).toBe('/console?signIn=access.sign-in-refused');
  expect((await me(refused)).status).toBe(401);
});

test.each([
  'https://elsewhere.example',
  'https:/console',
  '//elsewhere.example',
  '/console\\..',
  '/console/../api/me',
  '/console/%2E./api/me',
  '/console/..',
  '/consoles',
  '/console@elsewhere.example',
  '/api/me',
  'javascript:alert(1)',
])('signing in never leads to a place that is not ours: %s', async (returnTo) => {
  provider.says({ sub: 'bia' });
  expect((await browser().signIn(returnTo)).place).toBe('/console');
});

test('a place that somebody has put into the browser in between is not gone to', async () => {
  provider.says({ sub: 'bia' });
  const victim = browser();
  const begun = await victim.visit('/api/session/login?returnTo=/console');
  const consent = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
  const kept = Buffer.from(victim.cookies.get('atende_sign_in')!, 'base64url').toString();
  const changed = { ...(JSON.parse(kept) as object), returnTo: 'https://elsewhere.example' };
  victim.cookies.set('atende_sign_in', Buffer.from(JSON.stringify(changed)).toString('base64url'));
  const back = await victim.visit(consent.headers.get('location')!);
  expect([back.status, back.headers.get('location')]).toEqual([303, '/console']);
  // nor when it fails
  victim.cookies.set('atende_sign_in', Buffer.from(JSON.stringify(changed)).toString('base64url'));
  const again = await victim.visit(consent.headers.get('location')!);
  expect(again.headers.get('location')).toBe('/console?signIn=access.sign-in-refused');
});

test('whoever fails to sign in is told so at the place that they wanted to see, and gets there the next time', async () => {
  const place = '/console/c/1/conversas?fila=todas';
  provider.says({ sub: 'bia' });
  provider.refuses('access_denied');
  const bia = browser();
  expect((await bia.signIn(place)).place).toBe(`${place}&signIn=access.sign-in-refused`);
  provider.says({ sub: 'bia' });
  expect((await bia.signIn(place)).place).toBe(place);
});

test('a page of another origin changes nothing with the cookie', async () => {
  const who = await signedIn('fabi');
  const leave = (headers: Record<string, string>) => who.visit('/api/session', { method: 'DELETE', headers });
  expect((await leave({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await leave({})).status).toBe(403);
  expect((await me(who)).status).toBe(200);
});

test('a cookie that somebody planted before is worth nothing after signing in', async () => {
  const own = await signedIn('joana');
  const planted = [...own.cookies];
  expect((await own.visit('/api/session', { method: 'DELETE', headers: { origin } })).status).toBe(204);
  const victim = browser();
  for (const [name, value] of planted) victim.cookies.set(name, value);
  victim.cookies.set('atende_session', planted[0]?.[1] ?? 'chosen-by-somebody-else');
  const before = victim.cookies.get('atende_session');
  provider.says({ sub: 'joana' });
  await victim.signIn();
  expect((await me(victim)).status).toBe(200);
  expect(victim.cookies.get('atende_session')).not.toBe(before);
  const attacker = browser();
  attacker.cookies.set('atende_session', before ?? '');
  expect((await me(attacker)).status).toBe(401);
});

test('a session of the reception reads and does what the reception may, and nothing of whoever runs clinic or platform', async () => {
  const who = await signedIn('kelly');
  const own = `/api/clinics/${ours}`;
  expect((await who.visit(`${own}/conversations`)).status).toBe(200);
  for (const path of [`${own}/members`, `${own}/api-keys`, `/api/sessions`, `/api/parked-items`])
    expect([path, (await who.visit(path)).status]).toEqual([path, 403]);
  const headers = { origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'x@clinica.example', role: 'clinic-admin' });
  expect((await who.visit(`${own}/invitations`, { method: 'POST', headers, body })).status).toBe(403);
  const theirsOnly = `/api/clinics/${theirs}/invitations`;
  expect((await who.visit(theirsOnly, { method: 'POST', headers, body })).status).toBe(404);
});

test('whoever signs out is out in this browser, also for who has copied the cookie, and in no other', async () => {
  const who = await signedIn('gil');
  provider.says({ sub: 'gil' });
  const other = browser();
  await other.signIn();
  const copied = new Map(who.cookies);
  expect((await who.visit('/api/session', { method: 'DELETE', headers: { origin } })).status).toBe(204);
  expect(who.cookies.has('atende_session')).toBe(false);
  copied.forEach((value, name) => who.cookies.set(name, value));
  expect((await me(who)).status).toBe(401);
  expect((await me(other)).status).toBe(200);
});

test('an operator sees who is signed in and signs a browser out, whose open page ends within five seconds', async () => {
  const who = await signedIn('hugo');
  const stream = readEvents(await who.visit(`/api/clinics/${ours}/conversations/events`));
  await until('the stream', () => stream.events.length > 0);
  const authorization = `Bearer ${await bySecret({ sub: 'root', role: 'platform-admin' })}`;
  const list = await fetch(`${origin}/api/sessions`, { headers: { authorization } });
  const { items } = (await list.json()) as { items: { id: string; userId: string }[] };
  const session = items.find(({ userId }) => userId === 'hugo')!;
  const end = () =>
    fetch(`${origin}/api/sessions/${session.id}`, { method: 'DELETE', headers: { authorization } });
  const started = performance.now();
  expect((await end()).status).toBe(204);
  expect((await end()).status).toBe(404);
  expect((await me(who)).status).toBe(401);
  await until('the end of the stream', () => stream.isEnded());
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('no secret of the provider, code or cookie stands in the log', () => {
  const log = product.log();
  expect(log).not.toContain('provider-secret');
  expect(log).not.toMatch(/code-\d|atende_session=/);
});
