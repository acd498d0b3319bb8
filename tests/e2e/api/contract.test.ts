import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let ours: string;
let root: string;
let admin: string;

const ownPage = 'https://app.clinic.test';

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  ours = await registerClinic(pool, {});
  graph = await startGraphStub();
  root = await bySecret({ sub: 'root', role: 'platform-admin' });
  admin = await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [ours] });
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port: 26_102,
    environment: {
      CORS_ORIGINS: `${ownPage},http://localhost:5173`,
      RATE_LIMIT_API_CALLER_BURST: '500',
      RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
    },
  });
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

/** The fields that these tests look at; whichever an answer has. */
type Body = {
  readonly requestId: string;
  readonly code: string;
  readonly message: string;
  readonly details: { readonly problems: readonly { readonly at: string }[] };
  readonly clinic: { readonly id: string };
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
  readonly version: number;
  readonly findings: readonly unknown[];
  readonly changes: readonly unknown[];
  readonly knowledge: { readonly services: readonly unknown[] };
  readonly whatsappNumber: string;
  readonly key: string;
  readonly apiKey: { readonly id: string };
  readonly revokedAt: string;
};
type Options = {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
};

async function call(method: string, path: string, { token = root, headers = {}, body }: Options = {}) {
  const response = await fetch(`${product.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as Body,
  };
}
const post = (path: string, body: unknown, headers: Record<string, string> = {}, token = root) =>
  call('POST', path, { token, headers, body });
const count = async (sql: string, values: unknown[] = []) =>
  Number((await pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);

describe('a registration', () => {
  test('with the same Idempotency-Key is done once, and answered the same', async () => {
    const headers = { 'idempotency-key': 'register-1' };
    const [first, ...more] = [
      await post('/api/clinics', { name: 'Uma Vez' }, headers),
      await post('/api/clinics', { name: 'Uma Vez' }, headers),
      await post('/api/clinics', { name: 'Uma Vez' }, headers),
    ];
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(`/api/clinics/${first.body.clinic.id}`);
    for (const repeat of more) {
      expect(repeat.body).toEqual(first.body);
      expect(repeat.headers.get('idempotency-replayed')).toBe('true');
      expect(repeat.headers.get('location')).toBe(first.headers.get('location'));
    }
    expect(await count(`clinics where name = 'Uma Vez'`)).toBe(1);
    expect(await count(`audit_log where subject = 'clinic Uma Vez'`)).toBe(1);
  });

  test('that many send at once with one key is done once', async () => {
    const headers = { 'idempotency-key': 'register-2' };
    const all = await Promise.all(
      Array.from({ length: 20 }, () => post('/api/clinics', { name: 'Corrida' }, headers)),
    );
    const statuses = new Set(all.map(({ status }) => status));
    expect([...statuses].every((status) => [201, 409].includes(status))).toBe(true);
    for (const { status, body, headers: answered } of all) {
      if (status !== 409) continue;
      expect(body.code).toBe('http.idempotency-in-progress');
      expect(Number(answered.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await count(`clinics where name = 'Corrida'`)).toBe(1);
  });

  test('with a used key and another wish is refused; another caller may use the key', async () => {
    const headers = { 'idempotency-key': 'register-3' };
    await post('/api/clinics', { name: 'Chave' }, headers);
    const other = await post('/api/clinics', { name: 'Outra' }, headers);
    expect([other.status, other.body.code]).toEqual([409, 'http.idempotency-key-reused']);
    const somebody = await bySecret({ sub: 'root-2', role: 'platform-admin' });
    expect((await post('/api/clinics', { name: 'Outra' }, headers, somebody)).status).toBe(201);
  });

  test('that died after its effect is finished by the repeat, not doubled', async () => {
    const headers = { 'idempotency-key': 'register-4' };
    const first = await post('/api/clinics', { name: 'Morreu' }, headers);
    // as if the process had ended between the commit and the answer
    await pool.query(
      `update idempotent_requests set status = null, body = null, headers = null, lease_until = now() - interval '1 s'
       where key = 'register-4'`,
    );
    const repeat = await post('/api/clinics', { name: 'Morreu' }, headers);
    expect(repeat.body.clinic.id).toBe(first.body.clinic.id);
    expect(await count(`clinics where name = 'Morreu'`)).toBe(1);
  });

  test.each(['é', 'x'.repeat(256), 'a b', 'a\tb'])('refuses the key %j', async (key) => {
    const refused = await post('/api/clinics', { name: 'Chave torta' }, { 'idempotency-key': key });
    expect([refused.status, refused.body.code]).toEqual([400, 'http.idempotency-key-invalid']);
  });
});

describe('a context', () => {
  const path = () => `/api/clinics/${ours}/context`;
  const save = (document: unknown, version: number | string, token = admin) =>
    call('PUT', path(), {
      token,
      headers: { 'if-match': typeof version === 'number' ? `"${version}"` : version },
      body: { document },
    });

  test('is read with an ETag, and not sent again to who has it', async () => {
    const first = await call('GET', path(), { token: admin });
    expect(first.headers.get('etag')).toBe(`"${first.body.version}"`);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = await call('GET', path(), {
      token: admin,
      headers: { 'if-none-match': first.headers.get('etag')! },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('is saved over the version that was read, by one of two who read the same', async () => {
    const { version } = (await call('GET', path(), { token: admin })).body;
    const both = await Promise.all([save({ a: 1 }, version), save({ a: 2 }, version)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const loser = both.find(({ status }) => status === 412)!;
    expect(loser.body.code).toBe('clinic.context-changed');
    expect(loser.body.details).toEqual({ expected: version, current: version + 1 });
  });

  test('is not saved blindly', async () => {
    const blind = await call('PUT', path(), { token: admin, body: { document: {} } });
    expect([blind.status, blind.body.code]).toEqual([428, 'http.version-missing']);
    for (const tag of ['*', '7', '"x"', '"1", "2"'])
      expect((await save({}, tag)).status).toBeGreaterThanOrEqual(400);
  });

  test('has its history: versions, changes, and the way back', async () => {
    const { version } = (await call('GET', path(), { token: admin })).body;
    const exam = (price: number) => ({ servicos: { exames: [{ id: 'eco', nome: 'Eco', preco: price }] } });
    await save(exam(100), version);
    const saved = await save(exam(120), version + 1);
    expect(saved.body.changes).toEqual([
      { path: 'servicos.exames[id=eco].preco', change: 'changed', before: 100, after: 120 },
    ]);
    expect(saved.body.findings.length).toBeGreaterThan(0);
    const compared = await call('GET', `${path()}/versions/${version + 2}/changes`, { token: admin });
    expect(compared.body.changes).toEqual(saved.body.changes);
    const restored = await call('POST', `${path()}/versions/${version + 1}/restore`, {
      token: admin,
      headers: { 'if-match': `"${version + 2}"` },
    });
    expect(restored.body.version).toBe(version + 3);
    const { body } = await call('GET', path(), { token: admin });
    expect(body).toMatchObject({ document: exam(100), restoredFrom: version + 1, savedBy: 'user:ana' });
    const pages: number[] = [];
    let cursor = '';
    do {
      const page = await call('GET', `${path()}/versions?limit=2${cursor && `&cursor=${cursor}`}`, {
        token: admin,
      });
      pages.push(...page.body.items.map(({ version: one }) => Number(one)));
      cursor = page.body.nextCursor ?? '';
    } while (cursor !== '');
    expect(pages).toEqual(Array.from({ length: version + 3 }, (_, n) => version + 3 - n));
    expect((await call('GET', `${path()}/versions/9999`, { token: admin })).body.code).toBe(
      'clinic.version-not-found',
    );
  });

  test('is previewed as the assistant would know it, and not saved', async () => {
    const { body: before } = await call('GET', path(), { token: admin });
    const document = {
      servicos: { consultas: [{ nome: 'Consulta', preco_particular: 'R$ 200,00', ativo: true }] },
    };
    const { body } = await post(`${path()}/preview`, { document }, {}, admin);
    expect(body.knowledge.services).toMatchObject([{ name: 'Consulta', priceCents: 20_000 }]);
    expect((await call('GET', path(), { token: admin })).body).toEqual(before);
  });
});

describe('a WhatsApp number', () => {
  test('belongs to one clinic, however it is written, and who wants it for another one is not told whose it is', async () => {
    const path = `/api/clinics/${ours}/whatsapp-numbers`;
    const first = await post(path, {
      whatsappNumber: '+55 (47) 98888-7777',
      phoneNumberId: '123456',
    });
    expect([first.status, first.body.whatsappNumber]).toEqual([201, '5547988887777']);
    const { body } = await post('/api/clinics', { name: 'Vizinha' });
    const neighbour = body.clinic.id;
    const taken = await post(`/api/clinics/${neighbour}/whatsapp-numbers`, {
      whatsappNumber: '554788887777',
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'clinic.number-taken']);
    expect(JSON.stringify(taken.body)).not.toContain(ours);
    const listed = await call('GET', path, { token: admin });
    expect((listed.body.items as { whatsappNumber: string }[]).map((one) => one.whatsappNumber)).toContain(
      '5547988887777',
    );
  });
});

describe('who may', () => {
  test('is said by the clinic’s members for a token that names no role, from the next request on', async () => {
    const bia = await bySecret({ sub: 'bia-member' });
    const path = `/api/clinics/${ours}`;
    expect((await call('GET', path, { token: bia })).status).toBe(404);
    const member = { token: admin, body: { role: 'clinic-staff', displayName: 'Bia' } };
    expect((await call('PUT', `${path}/members/bia-member`, member)).status).toBe(200);
    expect((await call('GET', path, { token: bia })).status).toBe(200);
    expect((await call('GET', `${path}/members`, { token: bia })).body.code).toBe('access.role-insufficient');
    expect((await call('GET', '/api/me', { token: bia })).body).toMatchObject({
      actor: 'user:bia-member',
      clinics: [{ clinicId: ours, role: 'clinic-staff' }],
    });
    expect((await call('DELETE', `${path}/members/bia-member`, { token: admin })).status).toBe(204);
    expect((await call('GET', path, { token: bia })).status).toBe(404);
    expect((await call('DELETE', `${path}/members/bia-member`, { token: admin })).body.code).toBe(
      'access.member-not-found',
    );
  });

  test('stays with one administrator at least, unless the platform takes the last one away', async () => {
    const people = `/api/clinics/${ours}/members`;
    const put = (person: string, role: string) =>
      call('PUT', `${people}/${person}`, { token: admin, body: { role } });
    expect((await put('caio', 'clinic-admin')).status).toBe(200);
    expect(await put('caio', 'clinic-staff')).toMatchObject({
      status: 409,
      body: { code: 'access.last-admin' },
    });
    const refused = await call('DELETE', `${people}/caio`, { token: admin });
    expect([refused.status, refused.body.code]).toEqual([409, 'access.last-admin']);
    expect((await call('DELETE', `${people}/caio`, { token: root })).status).toBe(204);
  });

  test('is a key until it is revoked; its secret is shown once and stored nowhere', async () => {
    const path = `/api/clinics/${ours}/api-keys`;
    const headers = { 'idempotency-key': 'key-1' };
    const made = await post(path, { name: 'Totem' }, headers, admin);
    const { key, apiKey } = made.body;
    expect(key).toMatch(/^atk_[0-9a-f]{32}_[\w-]{43}$/);
    const repeat = await post(path, { name: 'Totem' }, headers, admin);
    expect(repeat.body.apiKey).toEqual(made.body.apiKey);
    expect(repeat.body).not.toHaveProperty('key');
    const { rows } = await pool.query<{ dump: string }>(
      `select (select string_agg(t::text, ' ') from api_keys as t) || (select string_agg(t::text, ' ') from idempotent_requests as t)
         || (select string_agg(t::text, ' ') from audit_log as t) as dump`,
    );
    expect(rows[0]!.dump).toContain(apiKey.id);
    expect(rows[0]!.dump).not.toContain(key.split('_').slice(2).join('_'));
    expect(product.log()).not.toContain(key.slice(40));
    expect((await call('GET', '/api/me', { token: key })).body).toMatchObject({
      kind: 'machine',
      actor: `key:${apiKey.id}`,
    });
    expect((await call('DELETE', `${path}/${apiKey.id}`, { token: admin })).body.revokedAt).toBeDefined();
    expect((await call('GET', '/api/me', { token: key })).body.code).toBe('access.key-revoked');
  });

  test('nobody gives a role above their own', async () => {
    const path = `/api/clinics/${ours}/api-keys`;
    expect((await post(path, { name: 'x', role: 'platform-admin' }, {}, admin)).status).toBe(400);
    expect((await post('/api/api-keys', { name: 'x', role: 'platform-admin' }, {}, admin)).status).toBe(403);
  });
});

describe('the audit log', () => {
  test('has everything that was changed and everything that was refused to be, by whom and when', async () => {
    const before = await count('audit_log');
    const made = await post('/api/clinics', { name: 'Auditada', timeZone: 'America/Manaus' });
    const id = made.body.clinic.id;
    await post(
      '/api/clinics',
      { name: 'Recusada', timeZone: 'Lua/Mar' },
      { 'x-request-id': 'audited-refusal' },
    );
    await call('GET', '/api/clinics');
    expect(await count('audit_log')).toBe(before + 2);
    const { body } = await call('GET', `/api/audit?clinicId=${id}`);
    expect(body.items).toMatchObject([
      {
        clinicId: id,
        actor: 'user:root',
        action: 'clinic.register',
        subject: 'clinic Auditada',
        outcome: 'done',
      },
    ]);
    const refused = (await call('GET', '/api/audit?limit=1')).body.items[0] as unknown;
    expect(refused).toMatchObject({
      requestId: 'audited-refusal',
      outcome: 'refused',
      code: 'clinic.unknown-time-zone',
    });
  });

  test('cannot be rewritten, not even by our own login', async () => {
    for (const change of [
      `actor = 'user:eve'`,
      `outcome = null`,
      `details = '{}'`,
      `clinic_id = gen_random_uuid()`,
      `at = now()`,
    ])
      await expect(pool.query(`update audit_log set ${change}`)).rejects.toThrow(
        'finished once and changed never',
      );
  });

  test('is needed: without it nothing is changed', async () => {
    await pool.query('alter table audit_log rename to audit_log_away');
    try {
      const refused = await post('/api/clinics', { name: 'Sem Registro' });
      expect(refused.status).toBe(500);
      expect(JSON.stringify(refused.body)).not.toMatch(/audit|relation|postgres/i);
      expect(await count(`clinics where name = 'Sem Registro'`)).toBe(0);
    } finally {
      await pool.query('alter table audit_log_away rename to audit_log');
    }
  });
});

describe('a body', () => {
  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${product.url}/api/clinics`, {
      method: 'POST',
      headers: { authorization: `Bearer ${root}`, 'content-type': 'application/json', ...headers },
      body: body as never,
    }).then(async (response) => [response.status, ((await response.json()) as { code: string }).code]);

  test.each([
    ['is not JSON', '{"name":', 400, 'http.body-unreadable'],
    ['is a text', '"name"', 400, 'http.body-unreadable'],
    ['is empty', '', 400, 'http.invalid-request'],
    ['brings a prototype', '{"name":"x","__proto__":{"a":1}}', 400, 'http.body-unreadable'],
    ['brings a constructor', '{"name":"x","constructor":{"prototype":{}}}', 400, 'http.invalid-request'],
    [
      'is nested beyond reason',
      `{"name":"x","context":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      400,
      'http.body-unreadable',
    ],
    ['has U+0000', '{"name":"a\\u0000b"}', 400, 'http.body-unreadable'],
    ['has half a character', '{"name":"a\\ud800b"}', 400, 'http.body-unreadable'],
    [
      'has bytes that are not UTF-8',
      Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
      400,
      'http.body-unreadable',
    ],
    [
      'has a number without end',
      `{"name":"x","context":{"n":1${'0'.repeat(400)}}}`,
      400,
      'http.body-unreadable',
    ],
    ['has a field too much', '{"name":"x","isAdmin":true}', 400, 'http.invalid-request'],
    ['is too large', `{"name":"x","context":{"a":"${'x'.repeat(600_000)}"}}`, 413, 'http.body-too-large'],
  ] as [string, string | Buffer, number, string][])('that %s is refused', async (_, body, status, code) => {
    expect(await send(body)).toEqual([status, code]);
  });

  test.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/jsonp' },
    { 'content-type': 'nonsense' },
    { 'content-encoding': 'gzip' },
  ])('with %j is refused', async (headers) => {
    expect(await send('{"name":"x"}', headers)).toEqual([415, 'http.unsupported-content']);
  });

  test('tells every problem at once, by its place, and nothing of what it was', async () => {
    const { body } = await post('/api/clinics', {
      name: 7,
      simulation: 'yes',
      context: [],
      extra: 'secret-value',
    });
    expect((body.details.problems as { at: string }[]).map(({ at }) => at).sort()).toEqual(
      ['body', 'body.context', 'body.name', 'body.simulation'].sort(),
    );
    expect(JSON.stringify(body)).not.toContain('secret-value');
    const { body: said } = await post('/api/clinics', { name: 'x', 'Maria, 5547991234567': 1 });
    expect(said.details.problems).toEqual([{ at: 'body', message: 'Unrecognized keys' }]);
  });
});

describe('the edge', () => {
  test('lets exactly the configured origins in, without credentials', async () => {
    const preflight = (origin: string) =>
      call('OPTIONS', '/api/clinics', {
        token: '',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = await preflight(ownPage);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ownPage);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    expect(allowed.headers.get('access-control-allow-headers')).not.toContain('x-atende-request');
    for (const origin of [
      'https://app.clinic.test.evil',
      'https://evil.test',
      'null',
      `${ownPage}:8443`,
      ownPage.toUpperCase(),
      '*',
      'http://app.clinic.test',
    ]) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin'), origin).toBeNull();
      expect(
        (await call('GET', '/api/clinics', { headers: { origin } })).headers.get(
          'access-control-allow-origin',
        ),
      ).toBeNull();
    }
    const refused = await call('GET', '/api/clinics', { token: 'x', headers: { origin: ownPage } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, ownPage]);
    expect((await call('GET', '/api/clinics', { headers: {} })).headers.get('vary')).toContain('Origin');
  });

  test.each([
    ['GET', '/nowhere', 404, 'http.unknown-route'],
    ['GET', '/api/%ff', 404, 'http.unknown-route'],
    ['PATCH', '/api/clinics', 405, 'http.method-not-allowed'],
    ['PROPFIND', '/api/clinics', 405, 'http.method-not-allowed'],
    ['GET', '/api/clinics?limit=0', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?limit=1&limit=2', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?nonsense=1', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?__proto__=1', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?cursor=abc', 400, 'http.cursor-invalid'],
    ['GET', '/api/clinics/x', 404, 'clinic.not-found'],
    ['GET', `/api/clinics/${'9'.repeat(5_000)}`, 404, 'clinic.not-found'],
  ])('answers %s %s in the one shape of errors', async (method, path, status, code) => {
    const { body, status: answered, headers } = await call(method, path);
    expect([answered, body.code]).toEqual([status, code]);
    expect(body.requestId).toBe(headers.get('x-request-id'));
    expect(body.message.length).toBeLessThan(300);
  });

  test('answers what is not even HTTP, too', async () => {
    for (const text of [
      'GARBAGE\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: x\r\nbig: ${'x'.repeat(20_000)}\r\n\r\n`,
      'POST /api/clinics HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
    ]) {
      const answer = await raw(text);
      expect(answer, text.slice(0, 40)).toMatch(/^HTTP\/1\.1 400 /);
      expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ code: 'http.unreadable-request' });
    }
  });

  test('sends the headers that keep browsers out, and lets nothing be cached', async () => {
    const { headers } = await call('GET', '/api/clinics');
    expect(headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('takes a correlation id along, when it is one', async () => {
    expect(
      (await call('GET', '/api/me', { headers: { 'x-request-id': 'abc-1' } })).headers.get('x-request-id'),
    ).toBe('abc-1');
    for (const bad of ['x'.repeat(65), 'a b', 'a"b', '<script>'])
      expect(
        (await call('GET', '/api/me', { headers: { 'x-request-id': bad } })).headers.get('x-request-id'),
      ).not.toBe(bad);
  });

  test('has no way in by a link where people sign in elsewhere', async () => {
    expect((await call('GET', '/api/session/start?token=x', { token: '' })).status).toBe(404);
    expect(
      (await call('GET', '/api/me', { token: '', headers: { cookie: 'atende_session=x' } })).status,
    ).toBe(401);
    expect(product.log()).not.toContain('Sign in once');
  });
});

describe('the documentation', () => {
  test('is a page for people in two languages, without a script', async () => {
    const pages = await Promise.all(
      ['pt', 'en'].map((lang) => call('GET', `/docs?lang=${lang}`, { token: '' })),
    );
    for (const { headers, text } of pages) {
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-`);
      expect(text).toContain('/api/clinics/{clinicId}/context');
      expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3)/);
    }
    expect(pages[0]!.text).toContain('lang="pt-BR"');
    expect((await call('GET', '/docs', { token: '', headers: { 'accept-language': 'en-US,en' } })).text).toBe(
      pages[1]!.text,
    );
  });
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(product.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
