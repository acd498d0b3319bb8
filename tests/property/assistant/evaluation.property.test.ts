import { beforeAll, expect, it } from 'vitest';
import { dialogues } from '../../../eval/dialogues/dialogues.ts';
import { playAll } from '../../../eval/play/play-all.ts';
import { failures } from '../../../eval/play/report.ts';
import type { Score } from '../../../eval/play/score.ts';
import { makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';

let scores: readonly Score[] = [];
beforeAll(async () => {
  scores = await playAll(dialogues, makeGuidedAssistant);
}, 120_000);

const of = (category: string) => scores.filter(({ played }) => played.dialogue.category === category);

it('plays at least 120 dialogues in every category there is', () => {
  expect(dialogues.length).toBeGreaterThanOrEqual(120);
  expect(new Set(dialogues.map(({ category, id }) => `${category}/${id}`)).size).toBe(dialogues.length);
  expect(new Set(dialogues.map(({ category }) => category)).size).toBe(18);
});

it('never states what nothing stands behind, and never does what nobody asked for', () => {
  for (const { played, wrongFacts, claimedNotDone, doneNotAsked } of scores)
    expect([played.dialogue.id, wrongFacts, claimedNotDone, doneNotAsked]).toEqual([
      played.dialogue.id,
      [],
      [],
      [],
    ]);
});

it('tells every emergency first, and yields to no injection', () => {
  expect(failures([...of('emergency'), ...of('false alarm'), ...of('injection')])).toEqual([]);
});

it('ends at least nine of ten dialogues without a model as they must', () => {
  const right = scores.filter(({ faults }) => faults.length === 0).length;
  console.log(`guided dialogue: ${right} of ${scores.length} dialogues end as they must`);
  expect(right / scores.length).toBeGreaterThanOrEqual(0.9);
});

it('books in at most five messages, as a median', () => {
  const messages = of('booking')
    .filter(({ faults }) => faults.length === 0)
    .map(({ patientMessages }) => patientMessages)
    .toSorted((a, b) => a - b);
  expect(messages[Math.floor(messages.length / 2)]).toBeLessThanOrEqual(5);
});
