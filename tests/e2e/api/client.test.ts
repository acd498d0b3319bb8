import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AtendeClient } from '../../../client/atende-client.ts';
import { clientSource } from '../../../src/adapters/http/contract/client-source.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { readContract } from '../../support/api/contract.ts';
import { startClinicWorld, type ClinicWorld } from '../../support/worlds/clinic-world.ts';
import { withoutApiLimits } from '../../support/product/product.ts';
import { refusal, wholeScenario } from '../../support/product/whole-scenario.ts';

let world: ClinicWorld;
let platform: AtendeClient;

beforeAll(async () => {
  world = await startClinicWorld({ port: 26_141, environment: withoutApiLimits });
  platform = await world.clientOf({ sub: 'root', role: 'platform-admin' });
}, 60_000);
afterAll(() => world.close());

describe('the typed client alone, against the running product and the twins of Meta and Google', () => {
  for (const { name, run } of wholeScenario(() => world)) test(name, run);
});

test('the client in the tree is the one of the running server (npm run client)', async () => {
  const file = join(import.meta.dirname, '../../../client/atende-client.ts');
  const options = (await resolveConfig(file)) ?? {};
  const { document } = await readContract(world.product.url);
  const written = await format(clientSource(document), { ...options, filepath: file });
  expect(readFileSync(file, 'utf8') === written, 'run npm run client').toBe(true);
});

test('a clinic is set up through the client: registered, staffed, connected, told what it is', async () => {
  const { clinic, findings } = await platform.registerClinic({ body: { name: 'Clínica do Cliente' } });
  expect(findings.length).toBeGreaterThan(0);
  await platform.putMember({
    clinicId: clinic.id,
    userId: 'clara',
    body: { role: 'clinic-admin', displayName: 'Clara' },
  });

  const clara = await world.clientOf({ sub: 'clara' });
  expect((await clara.whoAmI()).clinics).toEqual([{ clinicId: clinic.id, role: 'clinic-admin' }]);
  const before = await clara.getClinicContext({ clinicId: clinic.id });
  const document = demoClinic.contextualization as Record<string, unknown>;
  const preview = await clara.previewClinicContext({ clinicId: clinic.id, body: { document } });
  expect(preview.knowledge.services.map(({ name }) => name)).toContain('Eletrocardiograma');
  const saved = await clara.saveClinicContext({
    clinicId: clinic.id,
    ifMatch: before.version,
    body: { document },
  });
  expect(saved.version).toBe(before.version + 1);

  const stale = await refusal(
    clara.saveClinicContext({ clinicId: clinic.id, ifMatch: before.version, body: { document: {} } }),
  );
  expect([stale.status, stale.code]).toEqual([412, 'clinic.context-changed']);
  await clara.restoreContextVersion({ clinicId: clinic.id, version: 1, ifMatch: saved.version });
  await clara.restoreContextVersion({ clinicId: clinic.id, version: 2, ifMatch: saved.version + 1 });

  const number = await platform.registerWhatsAppNumber({
    clinicId: clinic.id,
    body: { whatsappNumber: '+55 11 99555-0199', phoneNumberId: '900000000000099' },
  });
  expect(number.whatsappNumber).toBe('5511995550199');
  expect(
    (
      await refusal(
        platform.registerWhatsAppNumber({ clinicId: clinic.id, body: { whatsappNumber: '551195550199' } }),
      )
    ).code,
  ).toBe('clinic.number-taken');

  const { apiKey, key = '' } = await clara.createClinicApiKey({
    clinicId: clinic.id,
    body: { name: 'Totem' },
  });
  const machine = world.clientWith(key);
  expect((await machine.getClinic({ clinicId: clinic.id })).name).toBe('Clínica do Cliente');
  expect((await refusal(machine.listMembers({ clinicId: clinic.id }))).code).toBe('access.role-insufficient');
  await clara.revokeClinicApiKey({ clinicId: clinic.id, keyId: apiKey.id });
  expect((await refusal(machine.whoAmI())).code).toBe('access.key-revoked');

  const audit = await clara.listAuditEntries({ clinicId: clinic.id });
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
  const answer = await world.product.webhook({
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
  const nobody = world.clientWith('x');
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
