import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { startCalledApi, type CalledApi } from '../../support/product/called-api.ts';

let api: CalledApi;
let pool: CalledApi['pool'];
let ours: CalledApi['ours'];
let root: CalledApi['root'];
let admin: CalledApi['admin'];
let product: CalledApi['product'];
let call: CalledApi['call'];
let post: CalledApi['post'];
let count: CalledApi['count'];

beforeAll(async () => {
  api = await startCalledApi(26_114);
  ({ pool, ours, root, admin, product, call, post, count } = api);
});
afterAll(() => api.close());

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

  test('colleagues know each other by name, and nobody outside of the clinic does', async () => {
    const path = `/api/clinics/${ours}`;
    const body = { role: 'clinic-staff', displayName: 'Márcia Reis' };
    for (const [person, named] of [
      ['marcia', body],
      ['nameless', { role: 'clinic-staff' }],
    ] as const)
      expect((await call('PUT', `${path}/members/${person}`, { token: admin, body: named })).status).toBe(
        200,
      );
    const marcia = await bySecret({ sub: 'marcia' });
    const known = await call('GET', `${path}/colleagues`, { token: marcia });
    expect(known.body.items).toEqual([
      { userId: 'marcia', actor: 'user:marcia', name: 'Márcia Reis' },
      { userId: 'nameless', actor: 'user:nameless' },
    ]);
    const stranger = await bySecret({ sub: 'stranger' });
    expect((await call('GET', `${path}/colleagues`, { token: stranger })).status).toBe(404);
    for (const person of ['marcia', 'nameless'])
      await call('DELETE', `${path}/members/${person}`, { token: admin });
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

  test('is looked through by person, act and period, a page at a time', async () => {
    const made = await post('/api/clinics', { name: 'Filtrada', timeZone: 'America/Sao_Paulo' });
    const id = made.body.clinic.id;
    const member = { body: { role: 'clinic-staff' } };
    for (const person of ['rui', 'lia']) await call('PUT', `/api/clinics/${id}/members/${person}`, member);
    const page = async (query: string) => (await call('GET', `/api/audit?clinicId=${id}&${query}`)).body;
    const listed = async (query: string) =>
      ((await page(query)).items as { action: string }[]).map(({ action }) => action);
    expect(await listed('action=member.put')).toEqual(['member.put', 'member.put']);
    expect(await listed('actor=user:root')).toEqual(['member.put', 'member.put', 'clinic.register']);
    expect(await listed('actor=user:root&action=clinic.register')).toEqual(['clinic.register']);
    expect(await listed('actor=user:eve')).toEqual([]);
    const [before, after] = [-1, 1].map((minutes) => new Date(Date.now() + minutes * 60_000).toISOString());
    expect(await listed(`from=${before}&to=${after}`)).toHaveLength(3);
    expect(await listed(`from=${after}`)).toEqual([]);
    expect(await listed(`to=${before}`)).toEqual([]);
    const { nextCursor } = await page('action=member.put&limit=1');
    const last = await page(`action=member.put&limit=1&cursor=${String(nextCursor)}`);
    expect(last.items).toMatchObject([{ subject: expect.stringContaining('rui') as string }]);
    expect(last.nextCursor).toBeNull();
    for (const odd of ['from=yesterday', 'to=1999-01-01T00:00:00Z', 'actor=', 'action=%00'])
      expect((await call('GET', `/api/audit?clinicId=${id}&${odd}`)).status, odd).toBe(400);
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
