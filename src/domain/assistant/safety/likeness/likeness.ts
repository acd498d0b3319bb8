import { wordsIn } from '../words-in.ts';
import { featuresOf } from './features.ts';
import { learntModels } from './learnt-models.ts';
import { scaleOf, zeroWeight, type LearntModels, type LearntWeights } from './weights.ts';

/** Words that are looked at together; longer texts are looked through in overlapping stretches. */
const stretch = 60;

/** More messages than these are only read together: nobody types so many in a moment but in pieces. */
const fewTexts = 8;

/** From 0 to 1. */
export type Likeness = { readonly emergency: number; readonly suicidal: number };

/**
 * How much what was written is like what patients write in an emergency, and who think of dying: message by message, and
 * all of the turn together. Linear models: what they have learnt is in learnt-models.ts, and how, in dev/emergencies.
 */
export function likenessIn(texts: readonly string[], models: LearntModels = learntModels): Likeness {
  const alone = texts.length > fewTexts ? [] : texts;
  const together = texts.length === 1 ? [] : [texts.join(' ')];
  const all = [...alone, ...together].flatMap(stretchesOf).map(featuresOf);
  const most = (learnt: LearntWeights) => Math.max(0, ...all.map((features) => likeness(features, learnt)));
  return { emergency: most(models.emergency), suicidal: most(models.suicidal) };
}

function likeness(features: readonly number[], { weights, step, bias }: LearntWeights): number {
  let sum = 0;
  for (const feature of features) sum += weights.charCodeAt(feature) - zeroWeight;
  return 1 / (1 + Math.exp(-bias - step * sum * scaleOf(features.length)));
}

/** The words of a text as they are learnt and compared, in stretches; a single word says too little. */
export function stretchesOf(text: string): readonly (readonly string[])[] {
  // "2anos", "38C"
  const words = wordsIn(text.replace(/(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/gu, ' '));
  if (words.length <= stretch) return words.length < 2 ? [] : [words];
  const starts = Array.from({ length: Math.ceil(words.length / (stretch / 2)) - 1 }, (_, at) => at);
  return starts.map((at) => words.slice((at * stretch) / 2, (at * stretch) / 2 + stretch));
}
