import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { registerClinic } from '../../support/product/product.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';

let world: StaffedProduct;
let clinicId: string;
let bia: AtendeClient;
let admin: AtendeClient;

const adminOf = async (clinic: string) => {
  const token = await bySecret({ sub: 'chefe', role: 'clinic-admin', clinicIds: [clinic] });
  return atendeClient({ baseUrl: world.product.url, token: () => token });
};

beforeAll(async () => {
  world = await startStaffedProduct({ port: 23_873 });
  ({ clinicId, bia } = world);
  admin = await adminOf(clinicId);
}, 60_000);
afterAll(() => world.close());

const pix = crypto.randomUUID();
const canary = 'pitangueira';
const put = (by: AtendeClient, quickAnswerId: string, name: string, text = canary, clinic = clinicId) =>
  by.putQuickAnswer({ clinicId: clinic, quickAnswerId, body: { name, text } });
const remove = (by: AtendeClient, quickAnswerId = pix) => by.removeQuickAnswer({ clinicId, quickAnswerId });
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'not refused',
    (error: unknown) => (error as { code?: string }).code,
  );

test('an administrator writes a quick answer, changes it, and the whole team reads it', async () => {
  expect(await bia.listQuickAnswers({ clinicId })).toEqual({ items: [] });
  expect(await put(admin, pix, ' Pix ')).toEqual({ id: pix, name: 'Pix', text: canary });
  const address = await put(admin, crypto.randomUUID(), 'endereço', 'Rua das Flores, 10\r\nao lado da praça');
  expect(address.text).toBe('Rua das Flores, 10\nao lado da praça');
  const changed = await put(admin, pix, 'chave pix');
  expect((await bia.listQuickAnswers({ clinicId })).items).toEqual([changed, address]);
});

test('the reception may read them, and neither write nor remove', async () => {
  for (const refused of [put(bia, pix, 'x'), remove(bia)])
    expect(await codeOf(refused)).toBe('access.role-insufficient');
});

test('what does not fit is refused with what it was', async () => {
  const other = crypto.randomUUID();
  expect([
    await codeOf(put(admin, other, 'CHAVE PIX')),
    await codeOf(put(admin, other, 'x', ' \u200b ')),
    await codeOf(put(admin, other, 'n'.repeat(41))),
    await codeOf(put(admin, other, 'x', 't'.repeat(4_097))),
    await codeOf(remove(admin, other)),
  ]).toEqual([
    'clinic.quick-answer-name-taken',
    'clinic.quick-answer-empty',
    'http.invalid-request',
    'http.invalid-request',
    'clinic.quick-answer-not-found',
  ]);
  expect((await bia.listQuickAnswers({ clinicId })).items).toHaveLength(2);
});

test('another clinic has its own under the same names and ids, and sees none of these', async () => {
  const other = await registerClinic(world.pool, {
    number: '551133330001',
    phoneNumberId: '900000000000002',
  });
  const stranger = await adminOf(other);
  expect(await stranger.listQuickAnswers({ clinicId: other })).toEqual({ items: [] });
  await put(stranger, pix, 'chave pix', 'of the other', other);
  expect((await bia.listQuickAnswers({ clinicId })).items.map(({ text }) => text)).toContain(canary);
  expect(await codeOf(stranger.listQuickAnswers({ clinicId }))).toBe('clinic.not-found');
});

test('who wrote and removed one is on record, without its words', async () => {
  await remove(admin);
  expect(await codeOf(remove(admin))).toBe('clinic.quick-answer-not-found');
  const { rows } = await world.pool.query<{ entry: string }>(
    `select to_jsonb(a)::text as entry from audit_log as a where clinic_id = $1 and subject = $2 order by at`,
    [clinicId, `quick-answer:${pix}`],
  );
  const entries = rows.map(({ entry }) => entry).join('\n');
  for (const action of ['quick-answer.put', 'quick-answer.remove']) expect(entries).toContain(action);
  expect(entries).toContain('user:chefe');
  expect(entries).not.toContain(canary);
});
