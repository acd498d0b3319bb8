import { rightWords } from '../../../domain/language/known-words.ts';
import { tellingWords } from '../../../domain/language/normalise-text.ts';
import { similarWords } from '../../../domain/language/similar-words.ts';
import { otherSigns } from '../lexicon/other-signs.ts';
import { questionSigns } from '../lexicon/question-signs.ts';
import { requestSigns } from '../lexicon/request-signs.ts';
import type { Topic } from './topic.ts';

/** What is said there in one word by a tap of ours. */
type Reading = { readonly id: string; readonly weight: number };

const shortest = 4;
/** Most of one word that only this topic's phrases hold. */
const least = 0.8;
/** From which share of the likeliest reading on another one is near it. */
const near = 0.5;

/** Words of phrases that must stand there, by topic: a word that many topics share tells little. */
const vocabulary = (() => {
  const topicsOf = new Map<string, Set<Topic>>();
  for (const { topic, says } of [...questionSigns, ...requestSigns, ...otherSigns])
    for (const word of says.flatMap(wordsOfPhrase))
      topicsOf.set(word, (topicsOf.get(word) ?? new Set()).add(topic));
  return topicsOf;
})();
const similar = similarWords(vocabulary.keys());

function wordsOfPhrase(phrase: string): readonly string[] {
  return phrase
    .split(' ')
    .filter((slot) => !/^[[!]/.test(slot))
    .flatMap((slot) => slot.split('/'))
    .map((word) => word.replace(/^=/, ''))
    .filter((word) => /^[a-z]+$/.test(word) && word.length >= shortest);
}

/**
 * The two likeliest readings of words that stand in no phrase of ours, as ids of taps; none where nothing is likely, or
 * one of them is far ahead. `idOf` names the tap that a topic has here, if it has one.
 */
export function nearReadings(
  normal: string,
  idOf: (topic: Topic) => string | undefined,
): readonly [string, string] | undefined {
  const weights = new Map<string, number>();
  for (const written of new Set(tellingWords(normal).filter((word) => word.length >= shortest))) {
    const topics = topicsOfWord(written);
    const ids = new Set([...topics].flatMap((topic) => idOf(topic) ?? []));
    for (const id of ids) weights.set(id, (weights.get(id) ?? 0) + 1 / topics.size);
  }
  const [first, second] = [...weights]
    .map(([id, weight]): Reading => ({ id, weight }))
    .toSorted((a, b) => b.weight - a.weight);
  if (first === undefined || second === undefined) return undefined;
  const isLikely = first.weight >= least && second.weight >= near * first.weight;
  return isLikely ? [first.id, second.id] : undefined;
}

/** A word that many topics share tells little of each. */
function topicsOfWord(written: string): ReadonlySet<Topic> {
  const meant = vocabulary.has(written) || rightWords.has(written) ? [written] : similar.like(written);
  return new Set(meant.flatMap((word) => [...(vocabulary.get(word) ?? [])]));
}
