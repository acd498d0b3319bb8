import type { Assistant } from '../../src/application/ports/assistant/assistant.ts';
import type { Dialogue } from '../dialogue.ts';
import { play } from './play.ts';
import { score, type Score } from './score.ts';

/** Plays dialogues one after another; every one gets an assistant and a clinic of its own. */
export async function playAll(
  dialogues: readonly Dialogue[],
  assistantFor: (dialogue: Dialogue) => Assistant,
): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const dialogue of dialogues) scores.push(score(await play(dialogue, assistantFor(dialogue))));
  return scores;
}
