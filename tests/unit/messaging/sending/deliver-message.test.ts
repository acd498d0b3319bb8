import { describe, expect, it } from 'vitest';
import type { Fate } from '../../../../src/adapters/memory/messaging/message-sender.ts';
import { takeOver } from '../../../../src/domain/messaging/human-act.ts';
import type { MessageId } from '../../../../src/domain/messaging/message.ts';
import type { FailureClass } from '../../../../src/domain/messaging/send-failure.ts';
import type { TeamContent } from '../../../../src/domain/messaging/sending/team-content.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import { gatedLoop } from '../../../support/worlds/gated-loop.ts';
import { leaseMs } from '../../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };
const refused = (failure: FailureClass): Fate => ({
  fate: 'refused',
  failure: { class: failure, code: failure, detail: 'no' },
});

/** A world with one reply, and a gate that is closed. */
async function atClosedGate(...fates: Fate[]) {
  const worker = gatedLoop(1);
  const world = memoryWorld({ fateOf: () => fates.shift() ?? { fate: 'accepted' }, gateOf: worker.gateOf });
  await queue(world);
  return { world, close: () => worker.of().sendGate.close() };
}

async function withReply(...fates: Fate[]): Promise<MemoryWorld> {
  const world = memoryWorld({ fateOf: () => fates.shift() ?? { fate: 'accepted' } });
  await queue(world);
  return world;
}
async function queue(world: MemoryWorld): Promise<void> {
  await world.ingestMessage({ items: [aMessage({ number, sentAt: world.clock.now() })], requestId: 'r-1' });
  world.clock.advance(10_000);
  const [turn] = await world.stores.turns.claim(1, leaseMs);
  await world.answerPatient(turn!);
}
async function deliver(world: MemoryWorld) {
  const [send] = await world.stores.outbox.claim(1, leaseMs);
  return send && world.deliverMessage(send);
}
const alerts = (world: MemoryWorld) => world.stores.alerts.openCount();
const reply = ({ db }: MemoryWorld) => db.messages.find(({ direction }) => direction === 'outbound');

describe('delivering a message', () => {
  it('stops the clinic and alerts when the account is refused, and goes on by itself when it works again', async () => {
    const world = await withReply(refused('account'));
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'retry' } });
    expect(await alerts(world)).toEqual(new Map([['sends-stopped', 1]]));
    expect(await deliver(world)).toBeUndefined();
    world.clock.advance(61_000);
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'accepted' } });
    expect(await alerts(world)).toEqual(new Map());
  });

  it('waits for a status before it sends an unknown one again', async () => {
    const world = await withReply({ fate: 'unknown', delivered: false });
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'unknown' }, resent: false });
    world.clock.advance(59_000);
    expect(await deliver(world)).toBeUndefined();
    world.clock.advance(2_000);
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'accepted' }, resent: true });
    expect(reply(world)).toMatchObject({ attempts: 2, resends: 1 });
  });

  it('tells a human when nobody knows whether the message came', async () => {
    const lost: Fate = { fate: 'unknown', delivered: false };
    const world = await withReply(lost, lost);
    for (let n = 0; n < 3; n += 1) {
      await deliver(world);
      world.clock.advance(61_000);
    }
    expect(reply(world)).toMatchObject({ status: 'failed', error: { code: 'outcome-unknown' } });
    expect(world.whatsapp.calls).toHaveLength(2);
    expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
  });

  it('shows that it failed before the failure is settled, once it is known', async () => {
    const order: string[] = [];
    const world = memoryWorld({
      fateOf: () => refused('final'),
      aroundOutbox: (outbox) => ({
        ...outbox,
        async settle(...given) {
          order.push(...(await world.stores.alerts.openCount()).keys());
          return outbox.settle(...given);
        },
      }),
    });
    await queue(world);
    await deliver(world);
    expect(order).toEqual(['send-failed']);
    expect(world.db.alerts).toMatchObject([{ subject: reply(world)?.conversationId, occurrences: 1 }]);
  });

  it('shows no failure of one that arrived meanwhile', async () => {
    const world: MemoryWorld = memoryWorld({
      fateOf: () => refused('final'),
      aroundOutbox: (outbox) => ({
        ...outbox,
        async settle(send, ...given) {
          const status = aStatus('delivered', { metaMessageId: 'w-1', outboundId: send.messageId });
          await world.stores.deliveryLog.record([{ clinicId: world.clinicId, status }]);
          return outbox.settle(send, ...given);
        },
      }),
    });
    await queue(world);
    await deliver(world);
    expect(reply(world)).toMatchObject({ status: 'delivered' });
    expect(await alerts(world)).toEqual(new Map());
  });

  it('leaves a message as it is when its turn does not come', async () => {
    const { world, close } = await atClosedGate();
    close();
    const before = structuredClone(reply(world));
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'retry', isAttempt: false } });
    expect(reply(world)).toEqual({ ...before, leaseToken: 1, leaseUntil: undefined });
    expect(world.whatsapp.calls).toEqual([]);
  });

  it('leaves an unknown one as it is when the turn of its repetition does not come', async () => {
    const { world, close } = await atClosedGate({ fate: 'unknown', delivered: false });
    await deliver(world);
    const before = structuredClone(reply(world));
    expect(before).toMatchObject({ status: 'unknown', attempts: 1, resends: 0 });
    close();
    world.clock.advance(61_000);
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'unknown', isAttempt: false } });
    expect(reply(world)).toEqual({ ...before, leaseToken: 2 });
    expect(world.whatsapp.calls).toHaveLength(1);
  });

  it('sends nothing, and tries nothing, from a number that was stopped after the claim', async () => {
    const world = await withReply();
    const [send] = await world.stores.outbox.claim(1, leaseMs);
    await world.stores.outbox.stopNumbers(
      send!.from,
      { by: 'send', reason: 'Token expired' },
      world.clock.now(),
    );
    expect(await world.deliverMessage(send!)).toMatchObject({
      settlement: { to: 'retry', isAttempt: false },
    });
    expect(world.whatsapp.calls).toEqual([]);
    expect(reply(world)).toMatchObject({ status: 'queued', attempts: 0, nextAttemptAt: send!.dueAt });
  });

  it('does not call WhatsApp after the window has closed', async () => {
    const world = await withReply();
    world.clock.advance(24 * 3_600_000);
    expect(await deliver(world)).toMatchObject({
      settlement: { to: 'unanswered' },
    });
    expect(world.whatsapp.calls).toEqual([]);
    expect(reply(world)).toMatchObject({ status: 'cancelled', error: { code: 'window-closed' } });
    expect(await alerts(world)).toEqual(new Map([['needs-template', 1]]));
    // answered together with what the patient writes next
    const later = aMessage({ number, wamid: 'w-later', sentAt: world.clock.now() });
    await world.ingestMessage({ items: [later], requestId: 'r-2' });
    world.clock.advance(10_000);
    const [turn] = await world.stores.turns.claim(1, leaseMs);
    expect(turn?.messages).toHaveLength(2);
  });

  it('does not call WhatsApp for an answer that a human has overtaken', async () => {
    const world = await withReply();
    await world.ingestMessage({ items: [aMessage({ number, origin: 'staff' })], requestId: 'r-2' });
    expect(await deliver(world)).toMatchObject({ settlement: { to: 'cancelled' } });
    expect(world.whatsapp.calls).toEqual([]);
  });

  it('does not call WhatsApp for an answer that a human overtakes after its claim', async () => {
    const world = await withReply();
    const [send] = await world.stores.outbox.claim(1, leaseMs);
    await world.takeOver({ ...send!, by: undefined });
    expect(await world.deliverMessage(send!)).toMatchObject({ settlement: { to: 'cancelled' }, lost: false });
    expect(world.whatsapp.calls).toEqual([]);
    expect(reply(world)).toMatchObject({ status: 'cancelled', error: { code: 'overtaken-by-human' } });
  });

  it('does not repeat an unknown one that a human overtakes, and does not call it cancelled either', async () => {
    const world = await withReply({ fate: 'unknown', delivered: false });
    await deliver(world);
    world.clock.advance(61_000);
    const [send] = await world.stores.outbox.claim(1, leaseMs);
    await world.takeOver({ ...send!, by: undefined });
    expect(await world.deliverMessage(send!)).toMatchObject({
      settlement: { to: 'failed', failure: { code: 'outcome-unknown' } },
    });
    expect(world.whatsapp.calls).toHaveLength(1);
  });

  it.each([
    ['is queued', 0, 'upload-lost'],
    ['may have been sent', leaseMs + 1_000, 'outcome-unknown'],
  ])(
    'gives up one that has lost its file and %s, says so, and lets go what was said after it',
    async (_, lateMs, code) => {
      const world = memoryWorld();
      await world.ingestMessage({
        items: [aMessage({ number, sentAt: world.clock.now() })],
        requestId: 'r-1',
      });
      const { conversationId } = world.db.messages[0]!;
      const says = (content: TeamContent) =>
        world.stores.humanActs.act(
          {
            ...{ clinicId: world.clinicId, conversationId },
            reply: {
              messageId: world.db.ids.next() as MessageId,
              content,
              sentBy: 'user:bia',
              requestId: 'r-2',
            },
          },
          (state) => takeOver(state, world.clock.now(), 60_000),
        );
      await says({ type: 'document', body: 'Preparo', fileName: 'preparo.pdf', isVoice: false });
      world.clock.advance(1_000);
      await says({ type: 'text', body: 'Qualquer dúvida, escreva.' });
      if (lateMs > 0) {
        await world.stores.outbox.claim(1, leaseMs);
        world.clock.advance(lateMs);
        expect(await deliver(world)).toMatchObject({ settlement: { to: 'unknown' } });
        world.clock.advance(61_000);
      }
      expect(await deliver(world)).toMatchObject({ settlement: { to: 'failed' }, lost: false });
      expect(reply(world)).toMatchObject({ status: 'failed', error: { code } });
      expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
      expect(await deliver(world)).toMatchObject({ settlement: { to: 'accepted' } });
      expect(world.whatsapp.calls).toMatchObject([{ content: { body: 'Qualquer dúvida, escreva.' } }]);
    },
  );

  it('says that it lost its lease when another worker took over meanwhile', async () => {
    const world = await withReply();
    const [zombie] = await world.stores.outbox.claim(1, leaseMs);
    world.clock.advance(leaseMs + 1_000);
    await world.stores.outbox.claim(1, leaseMs);
    expect(await world.deliverMessage(zombie!)).toMatchObject({ lost: true });
  });
});
