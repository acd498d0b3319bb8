import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AtendeClient } from '../../../client/atende-client.ts';
import { scriptedMind } from '../../../twin/llm/scripted-mind.ts';
import { startLlmTwin, type LlmTwin } from '../../../twin/llm/start-llm-twin.ts';
import { readEvents } from '../../support/product/event-reader.ts';
import { startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';

// Notes of the team beside a language model, over HTTP on every side.
const port = 23_391;
const canary = 'jabuticabeira';
let world: DemoProduct;
let model: LlmTwin;
let clinicId: string;
let ana: AtendeClient;
let bia: AtendeClient;
let admin: AtendeClient;

beforeAll(async () => {
  model = await startLlmTwin({ think: scriptedMind, port: port + 3 });
  world = await startDemoProduct({
    port,
    environment: {
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: model.baseUrl,
      LLM_API_KEY: 'sk-secret-of-the-test',
      LLM_MODEL: 'twin',
    },
  });
  ({ clinicId } = world);
  const clinicIds = [clinicId];
  ana = await world.clientOf({ sub: 'ana', role: 'clinic-staff', clinicIds });
  bia = await world.clientOf({ sub: 'bia', role: 'clinic-staff', clinicIds });
  admin = await world.clientOf({ sub: 'chefe', role: 'clinic-admin', clinicIds });
  const model_ = { usesModel: true, model: null, dayMicrodollars: null };
  await world.api.call('PUT', `/api/clinics/${clinicId}/assistant`, model_);
}, 60_000);
afterAll(async () => {
  await world.product.stop('SIGTERM');
  await model.close();
  await world.close();
});

const conversationWith = async (phone: string) => {
  const { items } = await ana.listConversations({ clinicId, search: phone.slice(-8) });
  return items[0]!;
};
const note = (conversationId: string, text: string, by = ana) =>
  by.writeNote({ clinicId, conversationId, body: { text } });
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'not refused',
    (error: unknown) => (error as { code?: string }).code,
  );

test('a note reaches neither the patient nor the model, and both go on as if there were none', async () => {
  const questions = ['oi, quanto custa a consulta dermatológica?', 'e onde fica?', 'quero falar com alguém'];
  const talk = async (number: string, beforeEach: (conversationId: string) => Promise<unknown>) => {
    const phone = phoneOfAPatient(world.meta, number, 'Marina');
    const [first = '', ...others] = questions;
    await phone.write(first);
    const { id } = await conversationWith(number);
    for (const question of others) {
      await beforeEach(id);
      await phone.write(question);
    }
    return { id, texts: await phone.texts() };
  };
  const plain = await talk('5511955591001', async () => undefined);
  const noted = await talk('5511955591002', (id) =>
    note(id, `Ela falou de ${canary}. Ligar depois das 18h.`),
  );
  expect(noted.texts).toEqual(plain.texts);
  expect(model.seen.length).toBeGreaterThan(1);
  expect(JSON.stringify(model.seen)).not.toContain(canary);
  expect(noted.texts.join()).not.toContain(canary);
  const { items } = await ana.listNotes({ clinicId, conversationId: noted.id });
  expect(items).toHaveLength(2);
  const messages = await ana.listMessages({ clinicId, conversationId: noted.id });
  expect(JSON.stringify(messages)).not.toContain(canary);
});

test('a note is kept once, changes nothing of the conversation, and is audited without its words', async () => {
  const before = await conversationWith('5511955591002');
  const conversationId = before.id;
  const written = { clinicId, conversationId, body: { text: ` ${canary} \r\n ` }, idempotencyKey: 'note-1' };
  const [one, again] = [await ana.writeNote(written), await ana.writeNote(written)];
  expect(one).toMatchObject({ text: canary, writtenBy: 'user:ana' });
  expect(again).toEqual(one);
  expect(await conversationWith('5511955591002')).toEqual(before);
  const { rows } = await world.pool.query<{ entry: string }>(
    `select to_jsonb(a)::text as entry from audit_log as a where action = 'conversation.note'`,
  );
  expect(rows.map(({ entry }) => entry).join()).toContain(one.id);
  expect(rows.map(({ entry }) => entry).join()).not.toContain(canary);
  const where = await codeOf(note(crypto.randomUUID(), 'x'));
  expect([where, await codeOf(note(conversationId, ' \u200b '))]).toEqual([
    'conversation.not-found',
    'conversation.note-empty',
  ]);
});

test('colleagues learn of it at once, and only its writer or an administrator takes it out', async () => {
  const { id: conversationId } = await conversationWith('5511955591002');
  const reader = readEvents(await bia.watchConversations({ clinicId }));
  await until('the stream', async () => reader.events.some(({ event }) => event === 'resync'));
  const changes = () => reader.events.filter(({ event }) => event === 'note-changed');
  const own = await note(conversationId, 'de Ana');
  await until('the news of the note', async () => changes().length === 1);
  expect(changes()[0]?.data).toEqual({ clinicId, conversationId });
  const remove = (by: AtendeClient, noteId: string) => by.deleteNote({ clinicId, conversationId, noteId });
  expect(await codeOf(remove(bia, own.id))).toBe('conversation.note-of-another');
  await remove(ana, own.id);
  await until('the news of its end', async () => changes().length === 2);
  expect(await codeOf(remove(ana, own.id))).toBe('conversation.note-not-found');
  await remove(admin, (await note(conversationId, 'de Ana, outra')).id);
  reader.close();
});

test('it is in the copy that the patient may ask for, without its writer, and is erased with the patient', async () => {
  const { contact } = await conversationWith('5511955591002');
  const patient = `/api/clinics/${clinicId}/patients/${contact.id}`;
  const held = await world.api.call('POST', `${patient}/export`);
  const notes = held.body['teamNotes'] as readonly { text: string }[];
  expect(notes.map(({ text }) => text)).toContain(canary);
  expect(JSON.stringify(notes)).not.toContain('user:ana');
  // what a model was asked and said about the person is held, too
  expect(held.body['modelTurns']).not.toEqual([]);
  const erased = await admin.erasePatient({ clinicId, contactId: contact.id });
  expect(JSON.stringify(erased)).toContain('"conversation_notes":3');
  const left = await world.pool.query('select from conversation_notes where content like $1', [
    `%${canary}%`,
  ]);
  const repeated = await world.pool.query('select from idempotent_requests where body like $1', [
    `%${canary}%`,
  ]);
  expect([left.rowCount, repeated.rowCount]).toEqual([0, 0]);
});
