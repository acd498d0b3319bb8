import { describe, expect, it } from 'vitest';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { ClaimedTurn } from '../../../src/application/ports/messaging/turns.ts';
import { newDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { defaultTurnPolicy } from '../../../src/domain/messaging/turn.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };
const failing: Assistant = { answer: () => Promise.reject(new Error('the model is unwell')) };

async function dueTurn(world: MemoryWorld, wish: Parameters<typeof aMessage>[0] = {}) {
  await world.ingestMessage({ items: [aMessage({ number, ...wish })], requestId: 'r-1' });
  return nextTurn(world);
}
async function nextTurn(world: MemoryWorld) {
  world.clock.advance(60_000);
  const [turn] = await world.stores.turns.claim(1, leaseMs);
  return turn!;
}
const conversation = ({ db }: MemoryWorld) => [...db.conversations.values()][0];

describe('answering a patient', () => {
  it('shows that somebody is typing, about the last message', async () => {
    const world = memoryWorld();
    expect(await world.answerPatient(await dueTurn(world, { wamid: 'asked' }))).toMatchObject({
      outcome: 'answered',
    });
    expect(world.whatsapp.typing).toEqual(['asked']);
  });

  it('says nothing when everything was taken back', async () => {
    const world = memoryWorld();
    const revoke = aMessage({ number, type: 'revoke', aboutMetaMessageId: 'asked' });
    await world.ingestMessage({ items: [aMessage({ number, wamid: 'asked' }), revoke], requestId: 'r-1' });
    expect(await world.answerPatient(await nextTurn(world))).toEqual({ outcome: 'nothing-to-say' });
    expect(conversation(world)).toMatchObject({ turnDueAt: undefined });
  });

  it('tells the team when the patient corrects what was answered already, until one of them acts', async () => {
    const world = memoryWorld();
    await world.answerPatient(await dueTurn(world, { wamid: 'asked', text: 'Pode ser segunda?' }));
    const edit = { type: 'edit', aboutMetaMessageId: 'asked', text: 'Pode ser terça?' } as const;
    expect(await world.answerPatient(await dueTurn(world, edit))).toEqual({ outcome: 'nothing-to-say' });
    expect(await world.stores.alerts.openCount()).toEqual(new Map([['message-changed', 1]]));
    const { clinicId, id: conversationId } = conversation(world)!;
    await world.takeOver({ clinicId, conversationId, by: undefined });
    expect(await world.stores.alerts.openCount()).toEqual(new Map());
  });

  it('answers the corrected words when the correction comes while it is answering', async () => {
    const seen: (readonly string[])[] = [];
    let correct: (() => Promise<unknown>) | undefined;
    const world = memoryWorld({
      assistant: {
        answer: async ({ messages, dialogue }) => {
          seen.push(messages.map(({ text }) => text));
          await correct?.();
          correct = undefined;
          return { replies: [{ type: 'text', body: 'Anotado' }], dialogue };
        },
      },
    });
    const edit = aMessage({ number, type: 'edit', aboutMetaMessageId: 'asked', text: 'terça' });
    correct = () => world.ingestMessage({ items: [edit], requestId: 'r-2' });
    const outcome = await world.answerPatient(await dueTurn(world, { wamid: 'asked', text: 'segunda' }));
    expect(outcome).toEqual({ outcome: 'overtaken' });
    expect(await world.answerPatient(await nextTurn(world))).toMatchObject({ outcome: 'answered' });
    expect(seen).toEqual([['segunda'], ['terça']]);
  });

  it('tries a failing assistant again later, then gives the conversation to a human', async () => {
    const world = memoryWorld({ assistant: failing });
    let outcome = await world.answerPatient(await dueTurn(world));
    for (let attempt = 1; attempt < defaultTurnPolicy.maxAttempts; attempt += 1) {
      expect(outcome).toMatchObject({ outcome: 'failed' });
      outcome = await world.answerPatient(await nextTurn(world));
    }
    expect(outcome).toMatchObject({ outcome: 'gave-up' });
    expect(conversation(world)).toMatchObject({ mode: 'human', turnDueAt: undefined });
    expect(await world.stores.alerts.openCount()).toEqual(new Map([['turn-failed', 1]]));
    expect(world.db.messages).toHaveLength(1);
  });

  it('gives a turn back at the cost of one attempt when the store fails', async () => {
    const world = memoryWorld();
    const turn = await dueTurn(world);
    const { turns } = world.stores;
    const working = { ...turns };
    turns.complete = () => Promise.reject(new Error('the connection broke'));
    await expect(world.answerPatient(turn)).rejects.toThrow('the connection broke');
    Object.assign(turns, working);
    const again = await nextTurn(world);
    expect(again.attempts).toBe(1);
    expect(await world.answerPatient(again)).toMatchObject({ outcome: 'answered' });
  });

  it('gives a turn that two workers did not end to a human, once, without trying it a third time', async () => {
    let asked = 0;
    const world = memoryWorld({
      assistant: {
        async answer() {
          asked += 1;
          throw new Error('not reached');
        },
      },
    });
    let turn = await dueTurn(world);
    for (let lost = 0; lost < 2; lost += 1) {
      world.clock.advance(leaseMs + 1);
      [turn] = (await world.stores.turns.claim(1, leaseMs)) as [ClaimedTurn];
    }
    expect(await world.answerPatient(turn)).toMatchObject({ outcome: 'gave-up' });
    expect(asked).toBe(0);
    expect(await world.stores.alerts.openCount()).toEqual(new Map([['turn-failed', 1]]));
    world.clock.advance(leaseMs + 1);
    expect(await world.stores.turns.claim(1, leaseMs)).toEqual([]);
  });

  it('leaves the conversation to a human when the assistant says so, and still says goodbye', async () => {
    const world = memoryWorld({
      assistant: {
        answer: async ({ tools }) => {
          await tools.handOver({ reason: 'asked-for-human', summary: '' });
          return {
            replies: [{ type: 'text', body: 'A human will answer.' }],
            dialogue: newDialogue,
          };
        },
      },
    });
    expect(await world.answerPatient(await dueTurn(world))).toEqual({
      outcome: 'answered',
      replies: 1,
      handedOver: true,
    });
    expect(await world.stores.alerts.openCount()).toEqual(new Map([['handover', 1]]));
    const [send] = await world.stores.outbox.claim(1, leaseMs);
    await world.deliverMessage(send!);
    expect(world.whatsapp.phone).toMatchObject([{ content: { body: 'A human will answer.' } }]);
  });

  it('lets people call back the answer, but not the confirmation that came with it', async () => {
    const assistant: Assistant = {
      answer: ({ dialogue }) => Promise.resolve({ replies: [{ type: 'text', body: 'Às 8h' }], dialogue }),
    };
    const world = memoryWorld({ assistant });
    const items = ['parar', 'que horas abre?'].map((text) => aMessage({ number, text }));
    await world.ingestMessage({ items, requestId: 'r-1' });
    await world.answerPatient(await nextTurn(world));
    const sent = world.db.messages.filter(({ direction }) => direction === 'outbound');
    expect(sent.map(({ origin }) => origin)).toEqual(['notice', 'assistant']);
    expect(sent[1]).toMatchObject({ text: 'Às 8h' });
  });

  it('tells the team of a booking wish and goes on answering', async () => {
    const world = memoryWorld({
      assistant: {
        answer: async ({ tools }) => {
          await tools.handOver({ reason: 'booking-request', summary: '' });
          return {
            replies: [{ type: 'text', body: 'Noted.' }],
            dialogue: newDialogue,
          };
        },
      },
    });
    const answered = { outcome: 'answered', replies: 1, handedOver: false };
    expect(await world.answerPatient(await dueTurn(world))).toEqual(answered);
    expect(await world.stores.alerts.openCount()).toEqual(new Map([['handover', 1]]));
    expect(await world.answerPatient(await dueTurn(world, { wamid: 'another' }))).toEqual(answered);
  });

  it('throws its answer away when a human was faster', async () => {
    const world = memoryWorld();
    const turn = await dueTurn(world);
    await world.ingestMessage({ items: [aMessage({ number, origin: 'staff' })], requestId: 'r-2' });
    expect(await world.answerPatient(turn)).toEqual({ outcome: 'overtaken' });
    expect(world.db.messages.filter(({ origin }) => origin === 'assistant')).toEqual([]);
  });
});
