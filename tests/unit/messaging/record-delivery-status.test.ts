import { describe, expect, it } from 'vitest';
import { makeRecordDeliveryStatus } from '../../../src/application/messaging/record-delivery-status.ts';
import { makeReviewUndelivered } from '../../../src/application/messaging/delivery/review-undelivered.ts';
import type { ReceivedStatus } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };

/** A world in which one answer is about to be sent. */
async function withReply(wish: Parameters<typeof memoryWorld>[0] = {}): Promise<MemoryWorld> {
  const world = memoryWorld(wish);
  await write(world);
  await answer(world);
  return world;
}
const write = (world: MemoryWorld, wish: Parameters<typeof aMessage>[0] = {}) =>
  world.ingestMessage({
    items: [aMessage({ number, sentAt: world.clock.now(), ...wish })],
    requestId: 'r-1',
  });
async function answer(world: MemoryWorld) {
  world.clock.advance(10_000);
  const [turn] = await world.stores.turns.claim(1, leaseMs);
  await world.answerPatient(turn!);
}
async function deliver(world: MemoryWorld) {
  const [send] = await world.stores.outbox.claim(1, leaseMs);
  await world.deliverMessage(send!);
}
const reply = ({ db }: MemoryWorld) => db.messages.find(({ direction }) => direction === 'outbound')!;
const report = (world: MemoryWorld, status: ReceivedStatus) =>
  world.ingestMessage({ items: [{ ...status, number }], requestId: 'r-2' });
const failedNow = ({ clock }: MemoryWorld, metaMessageId: string) =>
  aStatus('failed', { metaMessageId, at: clock.now() });
const alerts = (world: MemoryWorld) => world.stores.alerts.openCount();

const failure = (code: number, title: string, errorClass: NonNullable<ReceivedStatus['error']>['class']) =>
  ({ error: { code, title, class: errorClass } }) as const;

describe('how a message ended', () => {
  it('is counted once, whichever way its statuses come', async () => {
    const world = await withReply();
    // faster than the answer to the send: nobody knows the wamid yet, and it is parked
    await report(world, aStatus('delivered', { metaMessageId: 'wamid.out.1' }));
    expect(world.endings).toEqual([]);
    await deliver(world);
    await report(world, aStatus('read', { metaMessageId: 'wamid.out.1' }));
    await world.replayParkedItems();
    expect(world.endings).toEqual(['arrived']);
  });

  it('is taken back when a message that failed arrives after all', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    await report(world, aStatus('failed', { metaMessageId }));
    await report(world, aStatus('delivered', { metaMessageId }));
    await report(world, aStatus('failed', { metaMessageId }));
    expect(world.endings).toEqual(['failed', 'arrived-after-all']);
  });
});

describe('a failure that Meta reports after it took the message', () => {
  it('of a closed window leaves the patient unanswered until they have been answered again', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    const closed = failure(131047, 'Re-engagement message', 'needs-template');
    await report(world, aStatus('failed', { metaMessageId, ...closed }));
    expect(reply(world)).toMatchObject({ status: 'failed', error: { class: 'needs-template' } });
    expect(await alerts(world)).toEqual(new Map([['needs-template', 1]]));

    await write(world, { wamid: 'w-later' });
    world.clock.advance(10_000);
    const [turn] = await world.stores.turns.claim(1, leaseMs);
    expect(turn?.messages).toHaveLength(2);
    await world.answerPatient(turn!);
    expect(await alerts(world)).toEqual(new Map([['needs-template', 1]]));
    await deliver(world);
    expect(await alerts(world)).toEqual(new Map());
  });

  it('leaves nobody untold when the first try broke off after it was recorded', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    const status = aStatus('failed', {
      metaMessageId,
      ...failure(131047, 'Re-engagement message', 'needs-template'),
    });
    await world.stores.deliveryLog.record([{ clinicId: world.clinicId, status }]);
    await report(world, status);
    expect(await alerts(world)).toEqual(new Map([['needs-template', 1]]));
    await write(world, { wamid: 'w-later' });
    await answer(world);
    await deliver(world);
    await report(world, status);
    expect(await alerts(world)).toEqual(new Map());
  });

  it('is acted on although the effect of another one broke off', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    const { clinicId, stores, db, clock } = world;
    const record = makeRecordDeliveryStatus({
      ...stores,
      telemetry: { messageEnded: () => undefined },
      reviewUndelivered: makeReviewUndelivered({ ...stores, clock }),
      outbox: { ...stores.outbox, stopNumbers: () => Promise.reject(new Error('away')) },
      ids: db.ids,
      clock,
    });
    const closed = failure(131047, 'Re-engagement message', 'needs-template');
    await write(world, { wamid: 'w-2' });
    await answer(world);
    await deliver(world);
    const second = db.messages.findLast(({ direction }) => direction === 'outbound')!;
    const statuses = [
      aStatus('failed', { metaMessageId, ...failure(131042, 'Payment', 'account') }),
      aStatus('failed', { metaMessageId: second.metaMessageId ?? '', ...closed }),
    ].map((status) => ({ clinicId, status }));
    await expect(record(statuses)).rejects.toThrow('away');
    expect(await alerts(world)).toEqual(
      new Map([
        ['send-failed', 1],
        ['needs-template', 1],
      ]),
    );
  });

  it('of another app about its template stops nobody', async () => {
    const world = memoryWorld();
    const template = failure(132015, 'Template paused', 'final');
    await report(world, aStatus('failed', { metaMessageId: 'w-of-another-app', ...template }));
    expect(await alerts(world)).toEqual(new Map());
  });

  it('keeps the clinic stopped, longer each time, while sends are accepted and fail afterwards', async () => {
    const world = await withReply();
    await deliver(world);
    const payment = failure(131042, 'Payment', 'account');
    const { metaMessageId = '' } = reply(world);
    await report(world, aStatus('failed', { metaMessageId, ...payment }));
    await write(world, { wamid: 'w-2' });
    await answer(world);
    expect(await world.stores.outbox.claim(1, leaseMs)).toEqual([]);
    world.clock.advance(61_000);
    await deliver(world);
    expect(await alerts(world)).toEqual(
      new Map([
        ['send-failed', 1],
        ['sends-stopped', 1],
      ]),
    );
    const probe = world.db.messages.findLast(({ direction }) => direction === 'outbound')!;
    const probed = { metaMessageId: probe.metaMessageId ?? '', at: world.clock.now() };
    await report(world, aStatus('sent', probed));
    expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
  });

  it('stops the clinic when the account is at fault', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    await report(world, aStatus('failed', { metaMessageId, ...failure(131042, 'Payment', 'account') }));
    expect(await alerts(world)).toEqual(
      new Map([
        ['send-failed', 1],
        ['sends-stopped', 1],
      ]),
    );
  });

  it('is an alert of its conversation until that or something later has arrived', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '', conversationId } = reply(world);
    await report(world, failedNow(world, metaMessageId));
    expect(world.db.alerts).toMatchObject([{ kind: 'send-failed', subject: conversationId }]);
    expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
    await write(world, { wamid: 'w-2' });
    await answer(world);
    await deliver(world);
    const later = world.db.messages.findLast(({ direction }) => direction === 'outbound')!;
    for (const status of ['sent', 'delivered'] as const) {
      expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
      await report(world, aStatus(status, { metaMessageId: later.metaMessageId ?? '' }));
    }
    expect(await alerts(world)).toEqual(new Map());
  });

  it('is no alert when it turns out delivered, in whatever order Meta says so', async () => {
    for (const order of [
      ['failed', 'delivered'],
      ['delivered', 'failed'],
    ] as const) {
      const world = await withReply();
      await deliver(world);
      const { metaMessageId = '' } = reply(world);
      for (const status of order)
        await report(world, aStatus(status, { metaMessageId, at: world.clock.now() }));
      expect(await alerts(world)).toEqual(new Map());
    }
  });

  it('is shown, or ended, when the first try broke off after it was recorded', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    const brokenOff = (status: ReceivedStatus) =>
      world.stores.deliveryLog.record([{ clinicId: world.clinicId, status }]);
    const failed = failedNow(world, metaMessageId);
    await brokenOff(failed);
    await report(world, failed);
    expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
    const delivered = aStatus('delivered', { metaMessageId });
    await brokenOff(delivered);
    await report(world, delivered);
    expect(await alerts(world)).toEqual(new Map());
  });

  it('is shown once however often it is reported', async () => {
    const world = await withReply();
    await deliver(world);
    const { metaMessageId = '' } = reply(world);
    for (let times = 0; times < 3; times += 1) await report(world, failedNow(world, metaMessageId));
    expect(await alerts(world)).toEqual(new Map([['send-failed', 1]]));
    expect(world.db.alerts).toMatchObject([{ occurrences: 1 }]);
  });
});

it('a status that is faster than the response to the send is not lost', async () => {
  const early: Promise<unknown>[] = [];
  const world: MemoryWorld = await withReply({
    around: (sender) => ({
      ...sender,
      async send(request) {
        const outcome = await sender.send(request);
        if (outcome.outcome === 'accepted' && outcome.metaMessageId !== undefined) {
          const { metaMessageId } = outcome;
          early.push(report(world, aStatus('read', { metaMessageId })));
          await Promise.all(early);
        }
        return outcome;
      },
    }),
  });
  await deliver(world);
  expect(early).toHaveLength(1);
  expect(reply(world).status).toBe('read');
  expect([...world.db.parked.values()].filter(({ resolvedAt }) => resolvedAt === undefined)).toEqual([]);
});

describe('a conversation that was handed to a human', () => {
  it('waits for one until somebody of the clinic writes on its phone', async () => {
    const world = memoryWorld({
      assistant: {
        async answer({ dialogue, tools }) {
          await tools.handOver({ reason: 'asked-for-human', summary: 'Quer falar com a equipe.' });
          return { replies: [], dialogue };
        },
      },
    });
    await write(world);
    await answer(world);
    expect(await alerts(world)).toEqual(new Map([['handover', 1]]));
    await write(world, { wamid: 'w-staff', origin: 'staff' });
    expect(await alerts(world)).toEqual(new Map());
  });

  it('is not announced when a human was faster than the assistant', async () => {
    const world: MemoryWorld = memoryWorld({
      assistant: {
        async answer({ dialogue, tools }) {
          await write(world, { wamid: 'w-staff', origin: 'staff' });
          await tools.handOver({ reason: 'asked-for-human', summary: 'Quer falar com a equipe.' });
          return { replies: [], dialogue };
        },
      },
    });
    await write(world);
    await answer(world);
    expect(await alerts(world)).toEqual(new Map());
  });
});

describe('news about the account', () => {
  const ban = {
    kind: 'account',
    number,
    event: 'DISABLED_UPDATE',
    effect: 'stop-sending',
    dedupeKey: 'account:ban',
    raw: {},
  } as const;
  const reinstated = { ...ban, effect: 'resume-sending', dedupeKey: 'account:back' } as const;

  it('is not overruled by a send that was under way when it came', async () => {
    const world: MemoryWorld = await withReply({
      around: (sender) => ({
        ...sender,
        async send(request) {
          await world.ingestMessage({ items: [ban], requestId: 'r' });
          return sender.send(request);
        },
      }),
    });
    await deliver(world);
    expect(reply(world).status).toBe('accepted');
    expect(await alerts(world)).toEqual(new Map([['sends-stopped', 1]]));
  });

  it('that was dealt with does nothing when Meta delivers it again', async () => {
    const world = memoryWorld();
    for (const item of [ban, reinstated, ban]) await world.ingestMessage({ items: [item], requestId: 'r' });
    expect(await alerts(world)).toEqual(new Map());
  });
});
