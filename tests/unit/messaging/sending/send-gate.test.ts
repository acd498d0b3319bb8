import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../../src/application/ports/messaging/message-sender.ts';
import { makeSendGate } from '../../../../src/application/messaging/delivery/send-gate.ts';
import { memoryClock } from '../../../../src/adapters/memory/system/clock.ts';
import { loopNeeds } from '../../../support/worlds/loop-needs.ts';

const waitMs = 10_000;
const accepted: SendOutcome = { outcome: 'accepted' };
const failure = { class: 'transient', code: 'some-code', detail: 'no' } as const;
const inDoubt: SendOutcome = { outcome: 'unknown', failure };
const refused: SendOutcome = { outcome: 'refused', failure };
const notAsked: SendOutcome = { outcome: 'refused', failure, isOwn: true };

/** A gate for two calls, and calls that end when the test says how. */
function aGate() {
  const clock = memoryClock();
  const needs = loopNeeds(clock);
  const gate = makeSendGate({ ...needs, sendGateLimits: { atOnce: 2, waitMs } });
  const running: { readonly name: string; readonly end: (outcome: SendOutcome) => void }[] = [];
  const ended: string[] = [];
  const turnedBack: { readonly name: string; readonly inMs: number | undefined }[] = [];
  const ask = (name: string) =>
    void gate
      .pass(async (answered) => {
        const outcome = await new Promise<SendOutcome>((end) => running.push({ name, end }));
        answered(outcome);
      })
      .then((passed) => {
        if ('made' in passed) ended.push(name);
        else
          turnedBack.push({
            name,
            inMs: passed.notBefore && passed.notBefore.getTime() - clock.now().getTime(),
          });
      });
  const pass = (ms = 0) => needs.timers.advance(ms);
  const endFirst = async (outcome: SendOutcome) => {
    running.shift()?.end(outcome);
    await pass();
  };
  const names = () => running.map(({ name }) => name);
  /** One call after the other, with these answers. */
  const answer = async (...outcomes: readonly SendOutcome[]) => {
    for (const outcome of outcomes) {
      ask('one');
      await pass();
      await endFirst(outcome);
    }
  };
  return { gate, ask, names, ended, turnedBack, pass, endFirst, answer };
}

const lost = (times: number) => Array<SendOutcome>(times).fill(inDoubt);

describe('the gate of sends', () => {
  it('makes so many calls at once, and the others in their order', async () => {
    const { ask, names, ended, pass, endFirst } = aGate();
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await pass();
    expect(names()).toEqual(['a', 'b']);
    await endFirst(accepted);
    expect(names()).toEqual(['b', 'c']);
    await endFirst(accepted);
    await endFirst(accepted);
    await endFirst(accepted);
    expect(ended).toEqual(['a', 'b', 'c', 'd']);
  });

  it('turns back at once all that wait when WhatsApp stops answering, until its pause ends', async () => {
    const { gate, ask, names, turnedBack, pass, endFirst, answer } = aGate();
    await answer(...lost(4));
    expect(gate.pausedUntil()).toBeUndefined();
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await pass();
    expect(names()).toEqual(['a', 'b']);
    await endFirst(inDoubt);
    expect(turnedBack).toEqual([
      { name: 'c', inMs: 5_000 },
      { name: 'd', inMs: 5_000 },
    ]);
    expect(gate.allowed(7, 1)).toBe(0);
    ask('e');
    await pass(1_000);
    expect(turnedBack.at(-1)).toEqual({ name: 'e', inMs: 5_000 });
    expect(gate.pauseLeftMs()).toBe(4_000);
    expect(gate.pausedUntil()).toBeDefined();
  });

  it('lets one through after the pause, and all when that one is answered', async () => {
    const { gate, ask, names, turnedBack, pass, endFirst, answer } = aGate();
    await answer(...lost(5));
    await pass(5_000);
    expect([gate.allowed(7, 1), gate.allowed(7, 0)]).toEqual([0, 1]);
    ask('a');
    ask('b');
    await pass();
    expect(names()).toEqual(['a']);
    expect(turnedBack).toEqual([{ name: 'b', inMs: undefined }]);
    await endFirst(accepted);
    expect(gate.allowed(7, 0)).toBe(7);
    expect(gate.pausedUntil()).toBeUndefined();
  });

  it('pauses twice as long after a try in vain', async () => {
    const { gate, pass, answer } = aGate();
    await answer(...lost(5));
    await pass(5_000);
    await answer(inDoubt);
    expect(gate.pauseLeftMs()).toBe(10_000);
  });

  it('takes a refusal for an answer, but not one of our own, for which WhatsApp was not asked', async () => {
    const { gate, pass, answer } = aGate();
    await answer(...lost(4), refused, ...lost(4), notAsked);
    expect(gate.pauseLeftMs()).toBe(0);
    await answer(inDoubt);
    expect(gate.pauseLeftMs()).toBe(5_000);
    await pass(5_000);
    await answer(notAsked);
    expect(gate.allowed(7, 0)).toBe(1);
    await answer(refused);
    expect(gate.allowed(7, 0)).toBe(7);
  });

  it('turns back what has waited for too long, and the place goes to the next', async () => {
    const { ask, names, turnedBack, pass, endFirst } = aGate();
    for (const name of ['a', 'b', 'c']) ask(name);
    await pass(waitMs - 1);
    ask('d');
    await pass(1);
    expect(turnedBack).toEqual([{ name: 'c', inMs: undefined }]);
    await endFirst(accepted);
    expect(names()).toEqual(['b', 'd']);
  });

  it('frees the place of a call that fails', async () => {
    const { gate, ask, names, pass } = aGate();
    ask('a');
    const failed = gate.pass(() => Promise.reject(new Error('the database is away')));
    ask('b');
    await expect(failed).rejects.toThrow('the database is away');
    await pass();
    expect(names()).toEqual(['a', 'b']);
  });

  it('turns back all that wait, and all that come, when it is closed', async () => {
    const { gate, ask, names, ended, turnedBack, pass, endFirst } = aGate();
    for (const name of ['a', 'b', 'c']) ask(name);
    await pass();
    gate.close();
    ask('d');
    await pass();
    expect(turnedBack.map(({ name }) => name).toSorted()).toEqual(['c', 'd']);
    await endFirst(accepted);
    await endFirst(accepted);
    expect(ended).toEqual(['a', 'b']);
    expect(names()).toEqual([]);
  });
});
