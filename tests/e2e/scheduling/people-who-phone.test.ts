import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { registerClinic } from '../../support/product/product.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';

let world: StaffedProduct;
let clinicId: string;
let bia: AtendeClient;

beforeAll(async () => {
  world = await startStaffedProduct({ port: 27_411 });
  ({ clinicId, bia } = world);
}, 60_000);
afterAll(() => world.close());

const register = (phone: string, name: string) => bia.openConversation({ clinicId, body: { phone, name } });
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'not refused',
    (error: unknown) => (error as { code?: string }).code,
  );

test('who phones is registered once, however the number is written and whoever types it at the same moment', async () => {
  const spellings = ['+55 (11) 98522-1001', '5511985221001', '551185221001'];
  const made = await Promise.all(spellings.map((phone) => register(phone, 'Rute Lima')));
  expect(new Set(made.map(({ contactId }) => contactId)).size).toBe(1);
  const { items } = await bia.listConversations({ clinicId, search: '85221001' });
  expect(items.map(({ contact }) => contact.name)).toEqual(['Rute Lima']);
});

test('a number that is somebody’s stays theirs: they are found, and keep their name', async () => {
  const first = await register('+55 11 95522-1002', 'Ana Souza');
  const again = await register('+55 11 95522-1002', 'Carlos Souza');
  expect(again).toEqual({ ...first, name: 'Ana Souza' });
});

test('the same number is another person in another clinic', async () => {
  const other = await registerClinic(world.pool, {
    number: '551133330009',
    phoneNumberId: '900000000000009',
  });
  const token = await bySecret({ sub: 'lia', role: 'clinic-staff', clinicIds: [other] });
  const lia = atendeClient({ baseUrl: world.product.url, token: () => token });
  const phone = '+55 11 95522-1002';
  const theirs = await lia.openConversation({ clinicId: other, body: { phone, name: 'Outra Ana' } });
  expect(theirs.name).toBe('Outra Ana');
  expect(theirs.contactId).not.toBe((await register(phone, 'x')).contactId);
  expect(await codeOf(lia.openConversation({ clinicId, body: { phone } }))).toBe('clinic.not-found');
});

test('the team sees by what a patient is known, and no machine does', async () => {
  const { conversationId } = await register('+55 11 95522-1003', 'Téo');
  expect((await bia.listIdentities({ clinicId, conversationId })).items).toEqual([
    { kind: 'phone', value: '5511955221003', isFormer: false },
    { kind: 'wa_id', value: '5511955221003', isFormer: false },
  ]);
  const token = await bySecret({ sub: 'machine', role: 'service', clinicIds: [clinicId] });
  const machine = atendeClient({ baseUrl: world.product.url, token: () => token });
  expect(await codeOf(machine.listIdentities({ clinicId, conversationId }))).toBe('access.role-insufficient');
});

test.each(['12', 'abc', '+', '55 11 9552x2-1004'])('%j is no number to register', async (phone) => {
  expect(await codeOf(register(phone, 'Ninguém'))).toMatch(/^http\.invalid-request$|^conversation\.phone/);
});
