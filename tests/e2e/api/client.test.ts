import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient, AtendeError, type AtendeClient } from '../../../client/atende-client.ts';
import { clientSource } from '../../../src/adapters/http/api/client-source.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { readContract } from '../../support/api/contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startGraphStub, type GraphStub } from '../../support/graph-stub.ts';
import { startProduct, type Product } from '../../support/product.ts';
import { demoClinic } from '../../../src/bootstrap/demo-clinic.ts';

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let platform: AtendeClient;

const clientOf = async (claims: Parameters<typeof bySecret>[0]) => {
  const token = await bySecret(claims);
  return atendeClient({ baseUrl: product.url, token: () => token });
};

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  graph = await startGraphStub();
  product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port: 26_104 });
  platform = await clientOf({ sub: 'root', role: 'platform-admin' });
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AtendeError)) throw new Error('It was not refused', { cause: error });
  return error;
};

test('the client in the tree is the one of the running server (npm run client)', async () => {
  const file = join(import.meta.dirname, '../../../client/atende-client.ts');
  const options = (await resolveConfig(file)) ?? {};
  const { document } = await readContract(product.url);
  const written = await format(clientSource(document), { ...options, filepath: file });
  expect(readFileSync(file, 'utf8') === written, 'run npm run client').toBe(true);
});

test('a clinic is set up through the client: registered, staffed, connected, told what it is', async () => {
  const { clinic, findings } = await platform.registerClinic({ body: { name: 'Clínica do Cliente' } });
  expect(findings.length).toBeGreaterThan(0);
  await platform.putMember({
    clinicId: clinic.id,
    userId: 'ana',
    body: { role: 'clinic-admin', displayName: 'Ana' },
  });

  const ana = await clientOf({ sub: 'ana' });
  expect((await ana.whoAmI()).clinics).toEqual([{ clinicId: clinic.id, role: 'clinic-admin' }]);
  const before = await ana.getClinicContext({ clinicId: clinic.id });
  const document = demoClinic.contextualization as Record<string, unknown>;
  const preview = await ana.previewClinicContext({ clinicId: clinic.id, body: { document } });
  expect(preview.knowledge.services.map(({ name }) => name)).toContain('Eletrocardiograma');
  const saved = await ana.saveClinicContext({
    clinicId: clinic.id,
    ifMatch: before.version,
    body: { document },
  });
  expect(saved.version).toBe(before.version + 1);

  const stale = await refusal(
    ana.saveClinicContext({ clinicId: clinic.id, ifMatch: before.version, body: { document: {} } }),
  );
  expect([stale.status, stale.code]).toEqual([412, 'clinic.context-changed']);
  await ana.restoreContextVersion({ clinicId: clinic.id, version: 1, ifMatch: saved.version });
  await ana.restoreContextVersion({ clinicId: clinic.id, version: 2, ifMatch: saved.version + 1 });

  const number = await ana.registerWhatsAppNumber({
    clinicId: clinic.id,
    body: { whatsappNumber: '+55 11 99555-0199', phoneNumberId: '900000000000099' },
  });
  expect(number.whatsappNumber).toBe('5511995550199');
  expect(
    (
      await refusal(
        ana.registerWhatsAppNumber({ clinicId: clinic.id, body: { whatsappNumber: '551195550199' } }),
      )
    ).code,
  ).toBe('clinic.number-taken');

  const { apiKey, key = '' } = await ana.createClinicApiKey({ clinicId: clinic.id, body: { name: 'Totem' } });
  const machine = atendeClient({ baseUrl: product.url, token: () => key });
  expect((await machine.getClinic({ clinicId: clinic.id })).name).toBe('Clínica do Cliente');
  expect((await refusal(machine.listMembers({ clinicId: clinic.id }))).code).toBe('access.role-insufficient');
  await ana.revokeClinicApiKey({ clinicId: clinic.id, keyId: apiKey.id });
  expect((await refusal(machine.whoAmI())).code).toBe('access.key-revoked');

  const audit = await ana.listAuditEntries({ clinicId: clinic.id });
  expect(audit.items.map(({ action }) => action)).toEqual([
    'api-key.revoke',
    'api-key.create',
    'whatsapp-number.register',
    'whatsapp-number.register',
    'context.restore',
    'context.restore',
    'context.save',
    'context.save',
    'member.put',
    'clinic.register',
  ]);
  expect(audit.items.filter(({ outcome }) => outcome === 'refused')).toHaveLength(2);

  // and the clinic really answers
  const bytes = { from: '5511955557001', body: 'Quanto custa o eletrocardiograma?' };
  const answer = await product.webhook({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: 'waba',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '5511995550199', phone_number_id: '900000000000099' },
              contacts: [{ profile: { name: 'Marina' }, wa_id: bytes.from }],
              messages: [
                {
                  from: bytes.from,
                  id: 'wamid.client-test',
                  timestamp: String(Math.floor(Date.now() / 1_000)),
                  type: 'text',
                  text: { body: bytes.body },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  expect(answer.status).toBe(200);
});

test('a refusal is typed, with what to do about it', async () => {
  const nobody = atendeClient({ baseUrl: product.url, token: () => 'x' });
  const refused = await refusal(nobody.listClinics());
  expect(refused).toMatchObject({
    status: 401,
    code: 'access.token-invalid',
    hint: expect.stringContaining('again'),
  });
  expect(refused.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('a list is walked by its cursors', async () => {
  for (const n of [1, 2, 3, 4, 5]) await platform.registerClinic({ body: { name: `Lista ${n}` } });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<AtendeClient['listClinics']>> = await platform.listClinics({
      limit: 2,
      ...(cursor !== null && { cursor }),
    });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(6);
});
