import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';
import { until } from '../../support/until.ts';

let world: StaffedProduct;
let clinicId: string;
let bia: AtendeClient;
let admin: AtendeClient;
let conversationId: string;

beforeAll(async () => {
  world = await startStaffedProduct({ port: 26_289 });
  ({ clinicId, bia } = world);
  const token = await bySecret({ sub: 'chefe', role: 'clinic-admin', clinicIds: [clinicId] });
  admin = atendeClient({ baseUrl: world.product.url, token: () => token });
  await admin.putMember({
    clinicId,
    userId: 'ana',
    body: { role: 'clinic-staff', displayName: 'Ana Prado' },
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  await world.product.webhook(
    bodyWithMessages(textMessage({ from: '5511955881234', from_user_id: undefined, timestamp, body: 'Oi' })),
  );
  await until('the conversation', async () => {
    const { items } = await bia.listConversations({ clinicId });
    conversationId = items[0]?.id ?? '';
    return items.length === 1;
  });
}, 60_000);
afterAll(() => world.close());

const assign = (actor: string | null, by = bia) =>
  by.assignConversation({ clinicId, conversationId, body: { actor } });
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'not refused',
    (error: unknown) => (error as { code?: string }).code,
  );

test('somebody of the team takes a conversation, gives it to a colleague, and lets it go', async () => {
  const taken = await assign('user:bia');
  expect(taken.assignment?.actor).toBe('user:bia');
  expect((await bia.getConversation({ clinicId, conversationId })).assignment).toEqual(taken.assignment);
  expect((await bia.listConversations({ clinicId, assignedTo: 'me' })).items).toHaveLength(1);
  expect((await bia.countConversations({ clinicId })).mine).toBe(1);
  expect((await assign('user:ana')).assignment?.actor).toBe('user:ana');
  expect((await bia.listConversations({ clinicId, assignedTo: 'me' })).items).toEqual([]);
  expect((await bia.listConversations({ clinicId, assignedTo: 'user:ana' })).items).toHaveLength(1);
  expect(await assign(null)).toEqual({ conversationId });
});

test('it goes to nobody who does not work for the clinic, and no machine gives or gets it', async () => {
  for (const stranger of ['user:zoe', 'key:1', 'bia', 'local:operator'])
    expect(await codeOf(assign(stranger))).toBe('conversation.colleague-unknown');
  // an administrator by token is no member, and can still take it
  expect((await assign('user:chefe', admin)).assignment?.actor).toBe('user:chefe');
  expect(await codeOf(assign('user:chefe'))).toBe('conversation.colleague-unknown');
  const { key } = await admin.createClinicApiKey({ clinicId, body: { name: 'Totem' } });
  const machine = atendeClient({ baseUrl: world.product.url, token: () => String(key) });
  expect(await codeOf(assign('user:ana', machine))).toMatch(/^access\./);
  await assign(null);
  await machine.replyInConversation({ clinicId, conversationId, body: { text: 'Do totem' } });
  expect((await bia.getConversation({ clinicId, conversationId })).assignment).toBeUndefined();
});

test('whoever answers a conversation of nobody looks after it; giving it back ends that; all of it is audited', async () => {
  await bia.replyInConversation({ clinicId, conversationId, body: { text: 'Oi, sou a Bia' } });
  const actor = async () => (await bia.getConversation({ clinicId, conversationId })).assignment?.actor;
  expect(await actor()).toBe('user:bia');
  await admin.takeOverConversation({ clinicId, conversationId });
  expect(await actor()).toBe('user:bia');
  await admin.returnConversation({ clinicId, conversationId });
  expect(await actor()).toBeUndefined();
  const { rows } = await world.pool.query<{ to: string | null; actor: string }>(
    `select details ->> 'to' as to, actor from audit_log where action = 'conversation.assign' and outcome = 'done'
     order by id limit 3`,
  );
  expect(rows.map(({ to, actor: by }) => [by, to])).toEqual([
    ['user:bia', 'user:bia'],
    ['user:bia', 'user:ana'],
    ['user:bia', null],
  ]);
});
