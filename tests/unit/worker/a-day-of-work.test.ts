import { describe, expect, it } from 'vitest';
import type { Outbox } from '../../../src/application/ports/messaging/outbox.ts';
import { answerDueTurns } from '../../../src/adapters/worker/answer-due-turns.ts';
import { deliverDueMessages } from '../../../src/adapters/worker/deliver-due-messages.ts';
import { keepCalendarsInStep } from '../../../src/adapters/worker/keep-calendars-in-step.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { gatedLoop } from '../../support/worlds/gated-loop.ts';
import { loopNeeds } from '../../support/worlds/loop-needs.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';
import { at, schedulingWorld } from '../../support/worlds/scheduling-world.ts';

const day = 24 * 3_600_000;
const settings = { concurrency: 3, leaseMs: 30_000, pollMs: 60_000 };

/** A patient writes to a clinic whose first answer WhatsApp refuses once; a day passes. */
async function dayOfMessages() {
  let calls = 0;
  const failure = { class: 'transient', code: '131000', detail: 'try again' } as const;
  const worker = gatedLoop(settings.concurrency);
  const world = memoryWorld({
    fateOf: () => ((calls += 1) === 1 ? { fate: 'refused', failure } : { fate: 'accepted' }),
    gateOf: worker.gateOf,
  });
  const { needs: shared, sendGate } = worker.of();
  /** How often each message that was claimed had been tried before. */
  const claimed: number[] = [];
  const { outbox: store } = world.stores;
  const outbox: Outbox = {
    ...store,
    async claim(...wish) {
      const sends = await store.claim(...wish);
      claimed.push(...sends.map(({ attempts }) => attempts));
      return sends;
    },
  };
  const loops = [
    answerDueTurns({ ...shared, turns: world.stores.turns, answerPatient: world.answerPatient }, settings),
    deliverDueMessages(
      { ...shared, outbox, sendGate, sendHands: world.sendHands, deliverMessage: world.deliverMessage },
      settings,
    ),
  ];
  for (const loop of loops) loop.start();
  const person = { phone: phone('5511988880001') };
  const item = aMessage({ number: { phoneNumberId: 'pn-1' }, person, text: 'Bom dia' });
  await world.ingestMessage({ items: [item], requestId: 'r' });
  await shared.timers.advance(day);
  await Promise.all(loops.map((loop) => loop.stop(0)));
  const sent = world.db.messages.filter(({ direction }) => direction === 'outbound');
  return { sent, world, calls, claimed, failures: shared.failures };
}

describe('the worker loops on virtual time', () => {
  it('answer a patient and deliver the answer, though WhatsApp refuses it at first', async () => {
    const { sent, world, calls, claimed, failures } = await dayOfMessages();
    expect(sent.map(({ status, attempts }) => ({ status, attempts }))).toEqual([
      { status: 'accepted', attempts: 2 },
    ]);
    expect(world.whatsapp.phone).toHaveLength(1);
    expect(calls).toBe(2);
    // the first try needed no claim
    expect(claimed).toEqual([1]);
    expect(failures).toEqual([]);
  });

  it('do the same in every run', async () => {
    const times = async () => (await dayOfMessages()).sent.map(({ id, times }) => ({ id, times }));
    expect(await times()).toEqual(await times());
  });

  it('let a hold run out that nobody confirms', async () => {
    const world = await schedulingWorld();
    const shared = loopNeeds(world.clock);
    const { keepCalendarInStep, stores, clinicId, patient } = world;
    const loop = keepCalendarsInStep(
      { ...shared, appointments: stores.appointments, keepCalendarInStep },
      settings,
    );
    const { id } = await world.bookAppointment({
      clinicId,
      ...patient,
      serviceId: 'geral',
      professionalId: 'lia',
      start: at('10:00'),
      intent: 'hold',
    });
    loop.start();
    expect((await world.stateOf(id))[0]).toBe('held');
    await shared.timers.advance(day);
    expect(await world.stateOf(id)).toEqual(['failed', 'hold-expired']);
    expect(shared.failures).toEqual([]);
  });
});
