import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { startCalledApi, type CalledApi } from '../../support/product/called-api.ts';

let api: CalledApi;
let pool: CalledApi['pool'];
let ours: CalledApi['ours'];
let admin: CalledApi['admin'];
let call: CalledApi['call'];
let post: CalledApi['post'];
let count: CalledApi['count'];

beforeAll(async () => {
  api = await startCalledApi(26_102);
  ({ pool, ours, admin, call, post, count } = api);
});
afterAll(() => api.close());

test('an operator sees how every clinic stands with Google and its numbers, and nobody of a clinic does', async () => {
  const { status, body } = await call('GET', '/api/clinic-connections');
  expect(status).toBe(200);
  expect(body.items.filter(({ clinicId }) => clinicId === ours)).toEqual([
    { clinicId: ours, google: 'not_connected', numbers: 1 },
  ]);
  expect((await call('GET', '/api/clinic-connections', { token: admin })).status).toBe(403);
});

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
