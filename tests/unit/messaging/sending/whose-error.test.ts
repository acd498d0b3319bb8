import { describe, expect, it } from 'vitest';
import { classifyMetaError, classifyStatusError } from '../../../../src/adapters/meta/send/error-codes.ts';
import { errorTable } from '../../../../src/domain/messaging/sending/error-table.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import { leaseMs } from '../../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };

/** Token, permission, payment, registration and policy: the next message, to whomever, would meet it again. */
const stopping = new Set([
  ...[0, 3, 10, 33, 102, 190, 200, 368, 131005, 131031, 131037, 131042, 131045, 131048],
  ...[133000, 133005, 133008, 133016, 2593079, 2593085],
]);
const rows = Object.values(errorTable)
  .flat()
  .map(([code, , meaning]) => ({
    code,
    meaning,
    effect: stopping.has(code) ? 'stops the number' : 'stops nobody else',
  }));

async function writes(world: MemoryWorld, wamid: string, from: string) {
  await world.ingestMessage({
    items: [aMessage({ number, wamid, person: { phone: phone(from) }, sentAt: world.clock.now() })],
    requestId: 'r-1',
  });
  world.clock.advance(10_000);
  const [turn] = await world.stores.turns.claim(1, leaseMs);
  await world.answerPatient(turn!);
}
const isStopped = ({ db }: MemoryWorld) => db.numbers.some(({ sends }) => sends.count > 0);

describe('an error of WhatsApp', () => {
  it.each(rows)('$code ($meaning), in answer to a send, $effect', async ({ code, effect }) => {
    const failure = classifyMetaError({ httpStatus: 400, body: { error: { code } } });
    const world = memoryWorld({
      fateOf: () => ({ fate: 'refused', failure }),
    });
    await writes(world, 'w-1', '5547999990001');
    await writes(world, 'w-2', '5547999990002');
    const [first] = await world.stores.outbox.claim(1, leaseMs);
    await world.deliverMessage(first!);
    const [next] = await world.stores.outbox.claim(1, leaseMs);
    expect(isStopped(world)).toBe(effect === 'stops the number');
    if (effect === 'stops the number') expect(next).toBeUndefined();
    else expect(next).toMatchObject({ found: 'queued', clinicId: world.clinicId });
    expect(next?.messageId).not.toBe(first?.messageId);
  });

  it.each(rows)('$code ($meaning), reported after the send, $effect', async ({ code, effect }) => {
    const world = memoryWorld();
    await writes(world, 'w-1', '5547999990001');
    const [send] = await world.stores.outbox.claim(1, leaseMs);
    await world.deliverMessage(send!);
    const { metaMessageId = '' } = world.db.messages.find(({ id }) => id === send?.messageId) ?? {};
    const { class: errorClass, detail } = classifyStatusError(code);
    const error = { code, title: detail, class: errorClass };
    await world.ingestMessage({
      items: [{ ...aStatus('failed', { metaMessageId, error }), number }],
      requestId: 'r-2',
    });
    expect(isStopped(world)).toBe(effect === 'stops the number');
  });

  it('that is one recipient’s does not come back as the probe of a clinic that is stopped', async () => {
    const codes = [131042, 131030];
    const world: MemoryWorld = memoryWorld({
      fateOf: () => {
        const code = codes.shift();
        if (code === undefined) return { fate: 'accepted' };
        return {
          fate: 'refused',
          failure: classifyMetaError({ httpStatus: 400, body: { error: { code } } }),
        };
      },
    });
    await writes(world, 'w-1', '5547999990001');
    await writes(world, 'w-2', '5547999990002');
    for (const minutes of [0, 1.1, 0]) {
      world.clock.advance(minutes * 60_000);
      const [send] = await world.stores.outbox.claim(1, leaseMs);
      await world.deliverMessage(send!);
    }
    expect(isStopped(world)).toBe(false);
    expect(world.db.messages.filter(({ direction }) => direction === 'outbound')).toMatchObject([
      { status: 'failed', error: { code: '131030' } },
      { status: 'accepted' },
    ]);
  });

  it('that one message alone meets as if it were the account’s fails it in the end, and goes on stopping nobody', async () => {
    const bad = classifyMetaError({ httpStatus: 403, body: '<html>blocked</html>' });
    expect(bad.class).toBe('account');
    const world: MemoryWorld = memoryWorld({
      fateOf: ({ to }) =>
        to.phone === '5547999990001' ? { fate: 'refused', failure: bad } : { fate: 'accepted' },
    });
    await writes(world, 'w-bad', '5547999990001');
    const bads = () => world.db.messages.find(({ direction }) => direction === 'outbound');
    let rounds = 0;
    for (; bads()?.status !== 'failed' && rounds < 10; rounds += 1) {
      await writes(world, `w-${rounds}`, `55479999910${String(rounds).padStart(2, '0')}`);
      for (const minutes of [0, 70, 0]) {
        world.clock.advance(minutes * 60_000);
        const [send] = await world.stores.outbox.claim(1, leaseMs);
        if (send) await world.deliverMessage(send);
      }
    }
    expect(bads()).toMatchObject({ status: 'failed', error: { code: 'http-403' } });
    expect(isStopped(world)).toBe(false);
    expect(rounds).toBeLessThan(6);
  });

  it('that says that its recipient wants no such messages is kept with the contact, however it comes', async () => {
    const code = 131050;
    for (const way of ['answer', 'status'] as const) {
      const failure = classifyMetaError({ httpStatus: 400, body: { error: { code } } });
      const world = memoryWorld({
        fateOf: () => (way === 'answer' ? { fate: 'refused', failure } : { fate: 'accepted' }),
      });
      await writes(world, 'w-1', '5547999990001');
      const [send] = await world.stores.outbox.claim(1, leaseMs);
      await world.deliverMessage(send!);
      const at = world.clock.now();
      const optedOut = async () =>
        (await world.stores.conversations.addressee(world.clinicId, send!.conversationId))?.optedOut;
      if (way === 'status') {
        expect(await optedOut()).toBeUndefined();
        const { metaMessageId = '' } = world.db.messages.find(({ id }) => id === send?.messageId) ?? {};
        const status = aStatus('failed', {
          metaMessageId,
          at,
          error: { code, title: 'no', class: 'opted-out' },
        });
        // a crash after it was recorded, then Meta says it again
        await world.stores.deliveryLog.record([{ clinicId: world.clinicId, status }]);
        await world.ingestMessage({ items: [{ ...status, number }], requestId: 'r-2' });
      }
      expect(await optedOut()).toEqual({ at, by: 'whatsapp' });
      expect(isStopped(world)).toBe(false);
    }
  });
});
