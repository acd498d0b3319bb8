import { describe, expect, it } from 'vitest';
import { memoryTimers, type VirtualTimers } from '../../../src/adapters/memory/system/timers.ts';
import type { Assistant, AssistantTurn } from '../../../src/application/ports/assistant/assistant.ts';
import { newDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerDueTurns } from '../../../src/adapters/worker/answer-due-turns.ts';
import { defaultTurnTimes } from '../../../src/domain/messaging/turn.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { loopNeeds } from '../../support/worlds/loop-needs.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };

/** Two workers of a clinic whose assistant says something after `answerMs`, or never. */
async function slowClinic(answerMs: number | 'never') {
  const asked: AssistantTurn[] = [];
  const aborted: { reason: unknown; at: number }[] = [];
  let timers: VirtualTimers | undefined;
  const assistant: Assistant = {
    async answer(turn) {
      asked.push(turn);
      turn.time.signal.addEventListener('abort', () =>
        aborted.push({ reason: turn.time.signal.reason, at: timers?.elapsed() ?? 0 }),
      );
      await (answerMs === 'never' ? new Promise(() => undefined) : timers?.sleep(answerMs));
      return { replies: [{ type: 'text', body: 'at last' }], dialogue: newDialogue };
    },
  };
  const world = memoryWorld({ assistant, timers: (clock) => (timers = memoryTimers(clock)) });
  const time = timers as unknown as VirtualTimers;
  const settings = { concurrency: 3, leaseMs: defaultTurnTimes.leaseMs, pollMs: 1_000 };
  const needs = {
    ...loopNeeds(world.clock),
    timers: time,
    turns: world.stores.turns,
    answerPatient: world.answerPatient,
  };
  for (const loop of [answerDueTurns(needs, settings), answerDueTurns(needs, settings)]) loop.start();
  await world.ingestMessage({ items: [aMessage({ number })], requestId: 'r-1' });
  const said = () => world.db.messages.filter(({ direction }) => direction === 'outbound');
  return { world, time, asked, aborted, said };
}

describe('an answer that takes longer than a lease', () => {
  it('is made once and sent: the lease goes on while the worker lives', async () => {
    const { time, asked, said } = await slowClinic(12_000);
    await time.advance(60_000);
    expect(asked).toHaveLength(1);
    expect(said()).toMatchObject([{ text: 'at last' }]);
  });

  it('is given up at the deadline of the turn, and the patient is passed to people in the end', async () => {
    const { world, time, asked, aborted, said } = await slowClinic('never');
    await time.advance(defaultTurnTimes.deadlineMs + 1_600);
    expect(aborted).toHaveLength(1);
    await time.advance(5 * 60_000);
    expect(asked).toHaveLength(5);
    expect(asked.every(({ time: { signal } }) => signal.aborted)).toBe(true);
    expect(said()).toEqual([]);
    expect([...world.db.conversations.values()][0]).toMatchObject({ mode: 'human' });
    expect(await world.stores.alerts.openCount()).toEqual(new Map([['turn-failed', 1]]));
  });

  it('is broken off within a second when people step in, and never sent', async () => {
    const { world, time, asked, aborted, said } = await slowClinic(12_000);
    await time.advance(4_000);
    const at = time.elapsed();
    await world.ingestMessage({ items: [aMessage({ number, origin: 'staff' })], requestId: 'r-2' });
    await time.advance(1_000);
    expect(aborted).toHaveLength(1);
    expect(aborted[0]!.at - at).toBeLessThanOrEqual(1_000);
    await time.advance(60_000);
    expect(asked).toHaveLength(1);
    expect(said().filter(({ origin }) => origin === 'assistant')).toEqual([]);
  });

  it('tells whoever makes it how much time is left', async () => {
    const { time, asked } = await slowClinic(12_000);
    await time.advance(2_000);
    const left = asked[0]!.time.leftMs();
    expect(left).toBeLessThanOrEqual(defaultTurnTimes.deadlineMs);
    await time.advance(1_000);
    expect(asked[0]!.time.leftMs()).toBe(left - 1_000);
  });
});
