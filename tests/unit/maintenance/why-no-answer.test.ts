import { describe, expect, test } from 'vitest';
import { silenceReasons, whyNoAnswer, type AnswerState } from '../../../src/domain/inbox/why-no-answer.ts';
import type { OutboundStatus } from '../../../src/domain/messaging/delivery-status.ts';

const now = new Date('2026-11-29T12:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const calm: AnswerState = {
  clinicIsActive: true,
  mode: 'assistant',
  waitsForWindow: false,
  work: { sends: [] },
};
const reasons = (state: Partial<AnswerState>) => whyNoAnswer({ ...calm, ...state }, now);
const turn = (dueAt: Date, heldUntil?: Date) => ({
  work: { sends: [], turn: { dueAt, attempts: 0, ...(heldUntil && { heldUntil }) } },
});
const send = (status: OutboundStatus, dueAt: Date, heldUntil?: Date) => ({
  work: { sends: [{ messageId: 'm', status, dueAt, attempts: 0, ...(heldUntil && { heldUntil }) }] },
});

describe('why a patient hears nothing', () => {
  test.each([
    ['nothing is to be done', {}, ['nothing-waits']],
    ['the clinic is inactive', { clinicIsActive: false }, ['clinic-inactive']],
    ['the sends are stopped', { stoppedUntil: at(60) }, ['sends-stopped']],
    ['a stop is over', { stoppedUntil: at(-1) }, ['nothing-waits']],
    ['people have it', { mode: 'human' }, ['held-by-people']],
    ['people had it', { mode: 'human', humanUntil: at(-1) }, ['nothing-waits']],
    ['the patient still writes', turn(at(2)), ['turn-waits']],
    ['a worker answers', turn(at(-60), at(5)), ['turn-in-hand']],
    ['the worker died and nobody came', turn(at(-60), at(-50)), ['turn-overdue']],
    ['a worker sends', send('sending', at(-60), at(5)), ['send-in-hand']],
    ['a message is paced', send('queued', at(20)), ['send-waits']],
    ['nobody sends', send('queued', at(-31)), ['send-overdue']],
    ['the answer of Meta was lost', send('unknown', at(20)), ['send-unknown']],
    ['the window is closed', { waitsForWindow: true }, ['waits-for-window']],
    ['the last message failed', { lastOutbound: { status: 'failed' } }, ['last-send-failed']],
  ] as const)('when %s', (_, state, expected) => {
    expect(reasons(state as Partial<AnswerState>)).toEqual(expected);
  });

  test('names everything that holds it up, what weighs most first', () => {
    const found = reasons({
      clinicIsActive: false,
      stoppedUntil: at(60),
      mode: 'human',
      waitsForWindow: true,
      ...send('queued', at(-60)),
    });
    expect(found).toEqual([
      'clinic-inactive',
      'sends-stopped',
      'held-by-people',
      'send-overdue',
      'waits-for-window',
    ]);
    expect(found).toEqual(silenceReasons.filter((reason) => found.includes(reason)));
  });
});
