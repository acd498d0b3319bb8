import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenApi } from '../../../src/adapters/http/contract/openapi.ts';
import { callerRoles } from '../../../src/domain/access/caller.ts';
import {
  departures,
  readContract,
  textOf,
  validRequest,
  type Route,
  type Wanted,
} from '../../support/api/contract.ts';
import {
  bySecret,
  forged,
  signedWith,
  startIssuer,
  type Claims,
  type Issuer,
} from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { withOtherLetter } from '../../support/other-letter.ts';

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let issuer: Issuer;
let product: Product;
let document: OpenApi;
let routes: readonly Route[];
let ours: string;
let theirs: string;

const nowhere = '01890000-0000-7000-8000-0000000000ff';

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  ours = await registerClinic(pool, { name: 'Nossa' });
  theirs = await registerClinic(pool, {
    name: 'Deles',
    number: '551133330001',
    phoneNumberId: '900000000000002',
  });
  await pool.query(
    `insert into alerts (id, clinic_id, kind, subject, message) values (gen_random_uuid(), $1, 'k', 's', 'Nossa')`,
    [ours],
  );
  graph = await startGraphStub();
  issuer = await startIssuer();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port: 26_101,
    environment: {
      AUTH_JWKS_URL: issuer.url,
      // the daily look at numbers writes by itself
      NUMBER_HEALTH_ROUND_MS: '3600000',
      RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
      RATE_LIMIT_API_CLINIC_PER_MINUTE: '0',
      RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
      RATE_LIMIT_API_REFUSALS_PER_MINUTE: '0',
    },
  });
  ({ document, routes } = await readContract(product.url));
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  issuer.close();
  await pool.end();
  await database.drop();
});

const sample = (route: Route, clinicId = ours): Wanted =>
  fc.sample(validRequest(route, document, clinicId), { numRuns: 1, seed: 7 })[0]!;

async function ask(wanted: Wanted, authorization?: string) {
  const response = await fetch(`${product.url}${wanted.path}`, {
    method: wanted.method,
    headers: { ...wanted.headers, ...(authorization !== undefined && { authorization }) },
    redirect: 'manual',
    ...(wanted.body !== undefined && { body: wanted.body }),
  });
  return { status: response.status, headers: response.headers, text: await textOf(response) };
}
type Answer = Awaited<ReturnType<typeof ask>>;

/** What a role may not say, though it may call the operation. */
const narrower: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  changeWhatsAppNumber: { 'clinic-admin': { isActive: true } },
};
function sampleFor(role: string, route: Route): Wanted {
  const body = narrower[route.operation.operationId]?.[role];
  return { ...sample(route), ...(body !== undefined && { body: JSON.stringify(body) }) };
}

const codeOf = ({ text }: Answer) => (JSON.parse(text) as { code: string }).code;
const name = ({ method, path }: Route) => `${method} ${path}`;
const guarded = () => routes.filter(({ access }) => access !== 'public');
const byRole = (role: string, clinicIds: readonly string[]): Claims => ({
  sub: `${role} of the test`,
  role,
  clinicIds,
});

/** Everything but what a refusal may change: how often a key was seen, and the tables of limits. */
async function everything(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_name not in ('pgmigrations', 'request_budgets', 'idempotent_requests')
       and table_name not like 'pg%' order by 1`,
  );
  const digests = await Promise.all(
    rows.map(async ({ name: table }) => {
      const found = await pool.query<{ digest: string }>(
        `select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as digest from "${table}" as t`,
      );
      return `${table} ${found.rows[0]?.digest}`;
    }),
  );
  return digests.join('\n');
}

async function refusedEverywhere(
  code: string,
  status: number,
  authorization: (route: Route) => Promise<string | undefined> | string | undefined,
  among = guarded(),
) {
  expect(among.length).toBeGreaterThan(0);
  const before = await everything();
  for (const route of among) {
    const answer = await ask(sample(route), await authorization(route));
    expect([answer.status, codeOf(answer)], name(route)).toEqual([status, code]);
    expect(departures(route.operation, document, answer), name(route)).toEqual([]);
    expect(answer.text, name(route)).not.toContain('Nossa');
  }
  expect(await everything()).toBe(before);
}

const root = () => bySecret({ sub: 'root', role: 'platform-admin' });

test('the contract has operations, and few of them are public', () => {
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.filter(({ access }) => access === 'public').map(name)).toEqual([
    // says how one signs in
    'GET /api/session',
    // the state is the proof
    'GET /api/google/oauth/callback',
    // public keys
    'GET /.well-known/jwks.json',
    // where signing in begins and ends
    'GET /api/session/login',
    'GET /api/session/callback',
  ]);
});

describe('every operation refuses', () => {
  test('whoever says nothing', () => refusedEverywhere('access.token-missing', 401, () => undefined));

  test.each(['Bearer garbage', 'Bearer a.b.c', 'Bearer ', 'Basic YTpi', 'bearer', 'Bearer null'])(
    '"%s"',
    (header) => refusedEverywhere('access.token-invalid', 401, () => header),
  );

  test('a token without end', () =>
    refusedEverywhere('access.token-invalid', 401, () => `Bearer ${'x'.repeat(9_000)}`));

  test('an expired token', () =>
    refusedEverywhere(
      'access.token-expired',
      401,
      async () => `Bearer ${await bySecret({ role: 'platform-admin', expiresIn: -60 })}`,
    ));

  test.each([
    ['another audience', { audience: 'anon' }],
    ['another issuer', { issuer: 'https://elsewhere.test' }],
    ['another type', { typ: 'atende-session+jwt' }],
    ['a role that we do not know', { role: 'god' }],
    ['a beginning in the future', { notBefore: 120 }],
  ] satisfies [string, Claims][])('a token with %s', (_, claims) =>
    refusedEverywhere(
      'access.token-invalid',
      401,
      async () => `Bearer ${await issuer.token({ role: 'platform-admin', ...claims })}`,
    ),
  );

  test('a token with alg:none', () =>
    refusedEverywhere(
      'access.token-invalid',
      401,
      () => `Bearer ${forged({ alg: 'none', typ: 'JWT' }, { role: 'platform-admin' })}`,
    ));

  test('a token that is signed with our public key as if it were a secret', async () => {
    const { spki, kid } = await issuer.addKey('confused');
    await refusedEverywhere('access.token-invalid', 401, async () => {
      const token = await signedWith(new TextEncoder().encode(spki), 'HS256', {
        role: 'platform-admin',
        kid,
      });
      return `Bearer ${token}`;
    });
  });

  test('a key that is none, or whose secret is another', async () => {
    await refusedEverywhere('access.key-invalid', 401, () => 'Bearer atk_x');
    const made = await ask(
      {
        method: 'POST',
        path: `/api/clinics/${ours}/api-keys`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'x', role: 'clinic-admin' }),
      },
      `Bearer ${await root()}`,
    );
    const { key, apiKey } = JSON.parse(made.text) as { key: string; apiKey: { id: string } };
    await refusedEverywhere('access.key-invalid', 401, () => `Bearer ${withOtherLetter(key)}`);
    await pool.query(`update api_keys set revoked_at = now() where id = $1`, [apiKey.id]);
    await refusedEverywhere('access.key-revoked', 401, () => `Bearer ${key}`);
  });

  test('whoever has no clinic at all', async () => {
    const stranger = `Bearer ${await bySecret({ sub: 'stranger' })}`;
    const inClinic = guarded().filter(hasClinic);
    await refusedEverywhere('clinic.not-found', 404, () => stranger, inClinic);
    // whoever belongs nowhere can still sign out
    const others = guarded().filter((route) => !hasClinic(route) && name(route) !== 'DELETE /api/session');
    await refusedEverywhere('access.role-insufficient', 403, () => stranger, others);
  });

  test('whoever works for another clinic, as if this one did not exist', async () => {
    const inClinic = guarded().filter(hasClinic);
    for (const role of ['clinic-admin', 'clinic-staff', 'service']) {
      const foreign = `Bearer ${await bySecret(byRole(role, [theirs]))}`;
      await refusedEverywhere('clinic.not-found', 404, () => foreign, inClinic);
      for (const route of inClinic) {
        const [real, unreal] = [
          await ask(sample(route), foreign),
          await ask(sample(route, nowhere), foreign),
        ];
        expect(withoutIds(real), name(route)).toEqual(withoutIds(unreal));
        const upper = await ask(sample(route, ours.toUpperCase()), foreign);
        expect(withoutIds(upper), name(route)).toEqual(withoutIds(unreal));
      }
    }
  });

  test('a role that is not named for it', async () => {
    let tried = 0;
    for (const role of callerRoles) {
      const among = guarded().filter(({ access }) => access !== 'public' && !access.roles.includes(role));
      tried += among.length;
      if (among.length === 0) continue;
      const caller = `Bearer ${await bySecret(byRole(role, [ours]))}`;
      await refusedEverywhere('access.role-insufficient', 403, () => caller, among);
    }
    expect(tried).toBeGreaterThan(10);
  });

  test('a machine where only people are let in', async () => {
    const among = guarded().filter(({ access }) => access !== 'public' && access.callers === 'people');
    const made = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await ask(
        { method: 'POST', path, headers, body: JSON.stringify(body) },
        `Bearer ${await root()}`,
      );
      return `Bearer ${(JSON.parse(answer.text) as { key: string }).key}`;
    };
    const own = await made(`/api/clinics/${ours}/api-keys`, { name: 'x', role: 'clinic-admin' });
    const whole = await made('/api/api-keys', { name: 'x', role: 'platform-admin' });
    await pool.query('update api_keys set last_used_at = now()');
    await refusedEverywhere('access.people-only', 403, (route) => (hasClinic(route) ? own : whole), among);
  });
});

describe('no operation shows', () => {
  test('anything of a clinic to those of another one, where it asks for no certain clinic', async () => {
    const among = guarded().filter((route) => !hasClinic(route) || route.method === 'GET');
    for (const role of ['clinic-admin', 'clinic-staff', 'service']) {
      const foreign = `Bearer ${await bySecret(byRole(role, [theirs]))}`;
      for (const route of among) {
        const wanted = sample(route);
        const path = wanted.path.replace(/([?&])clinicId=[^&]*&?/, '$1');
        const answer = await ask({ ...wanted, path }, foreign);
        expect(answer.text.replaceAll(`There is no active clinic ${ours}`, ''), name(route)).not.toMatch(
          new RegExp(`Nossa|${ours}`),
        );
      }
    }
  });
});

test('every operation lets in whoever may, and answers as documented', async () => {
  for (const route of guarded()) {
    const { roles, callers } = route.access as Exclude<Route['access'], 'public'>;
    for (const role of roles.filter((one) => callers === undefined || one !== 'service')) {
      // what one of them changes must not keep the next one out
      await pool.query('update clinics set is_active = true');
      const answer = await ask(sampleFor(role, route), `Bearer ${await bySecret(byRole(role, [ours]))}`);
      expect(departures(route.operation, document, answer), `${role} ${name(route)}`).toEqual([]);
      expect([401, 403], `${role} ${name(route)} ${answer.text}`).not.toContain(answer.status);
      if (answer.status === 404 && hasClinic(route))
        expect(codeOf(answer), name(route)).not.toBe('clinic.not-found');
    }
  }
});

const hasClinic = ({ access }: Route) => access !== 'public' && access.clinicFrom !== undefined;

/** What an answer tells: without the ids that the caller knows and what differs in every answer. */
function withoutIds({ status, headers, text }: Answer) {
  const body = { ...(JSON.parse(text) as Record<string, unknown>), requestId: 'of this answer' };
  const named = [...headers].filter(
    ([header]) => !['date', 'x-request-id', 'content-length'].includes(header),
  );
  return {
    status,
    headers: named,
    body: JSON.stringify(body).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'id'),
  };
}
