import { atRiskIn } from './patient-at-risk.ts';
import { inPortuguese } from './foreign-words.ts';
import { isDangerousMeasure } from './measures.ts';
import { hasDangerRule } from './danger-rules.ts';
import { isQuiet } from './not-happening.ts';
import { emergencies, selfHarm } from './emergency-phrases.ts';
import { sentencesOf, wordsIn } from './words-in.ts';
import { normalised, wordsOf } from '../../language/normalise-text.ts';
import { phraseFinder } from '../../language/phrase.ts';

export const dangers = ['emergency', 'suicidal'] as const;
export type Danger = (typeof dangers)[number];

const isEmergency = phraseFinder([...emergencies, ...selfHarm]);
const isSelfHarm = phraseFinder(selfHarm);

/**
 * What the rules find. Rather once too often: a false alarm costs a sentence, a missed one may cost a life. Sentence by
 * sentence, so that what is over in one does not quiet another; a symptom typed over several messages is found in the
 * whole.
 */
export function dangerBySigns(texts: readonly string[]): Danger | undefined {
  const asWritten = dangerIn(texts);
  if (asWritten !== undefined || !isForeign(texts)) return asWritten;
  return dangerIn(texts.map(translation));
}

/** Whether some of it is Spanish or English. */
export const isForeign = (texts: readonly string[]): boolean =>
  texts.some((text) => translation(text) !== text);

/** Sentence by sentence, where one is Spanish or English. */
const translation = (text: string) =>
  text.replace(
    /[^.!?;\n]+/g,
    (sentence) => inPortuguese(wordsOf(normalised(sentence)))?.join(' ') ?? sentence,
  );

function dangerIn(texts: readonly string[]): Danger | undefined {
  const sentences = [...new Set(texts.flatMap(sentencesOf))].map(wordsIn);
  const atRisk = once(() => atRiskIn(sentences.flat()));
  const hasSign = (words: readonly string[]) =>
    isEmergency(words) || isDangerousMeasure(words, atRisk) || hasDangerRule(words, atRisk);
  const alarming = sentences.filter(hasSign);
  const reported = alarming.length > 0 ? alarming : [wordsIn(texts.join(' '))].filter(hasSignTogether);
  // who thinks of dying is always answered
  const current = reported.filter((words) => isSelfHarm(words) || !isQuiet(words));
  if (current.length === 0) return undefined;
  return current.some(isSelfHarm) ? 'suicidal' : 'emergency';
}

/** Words of a turn whose observations are taken together across sentences. */
const shortTurn = 80;

const hasSignTogether = (words: readonly string[]) => {
  const atRisk = () => atRiskIn(words);
  return (
    isEmergency(words) ||
    isDangerousMeasure(words, atRisk) ||
    (words.length <= shortTurn && hasDangerRule(words, atRisk))
  );
};

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
