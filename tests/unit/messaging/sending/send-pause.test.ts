import { expect, it } from 'vitest';
import {
  afterAnswer,
  allAnswered,
  pauseLeftMs,
  sendsAllowed,
  type AnswerRun,
} from '../../../../src/domain/messaging/sending/send-pause.ts';

const noon = new Date('2026-11-29T12:00:00Z');
const at = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const lost = (times: number, known: AnswerRun, now: Date): AnswerRun =>
  Array.from({ length: times }).reduce<AnswerRun>((run) => afterAnswer(run, true, now), known);

it('pauses no longer than it meant to when the clock is set back', () => {
  const paused = lost(5, allAnswered, noon);
  expect(pauseLeftMs(paused, noon)).toBe(5_000);
  expect(sendsAllowed(paused, 8, 0, at(4))).toBe(0);
  const anHourBefore = at(-3_600);
  expect(pauseLeftMs(paused, anHourBefore)).toBe(0);
  expect(sendsAllowed(paused, 8, 0, anHourBefore)).toBe(1);
  // and what is tried then counts
  const longer = afterAnswer(paused, true, anHourBefore);
  expect(pauseLeftMs(longer, anHourBefore)).toBe(10_000);
});
