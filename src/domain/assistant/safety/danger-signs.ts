import { isDangerousPressure } from './blood-pressure.ts';
import { askingForToday, emergencies, explained, past, presently, selfHarm } from './emergency-phrases.ts';
import { normalised, wordsOf } from '../../language/normalise-text.ts';
import { phraseCutter, phraseFinder } from '../../language/phrase.ts';

export type Danger = 'emergency' | 'suicidal';

const isEmergency = phraseFinder([...emergencies, ...selfHarm]);
const isSelfHarm = phraseFinder(selfHarm);
const withoutExplained = phraseCutter(explained);
const isPast = phraseFinder(past);
const isPresent = phraseFinder(presently);
const withoutAskedDay = phraseCutter(askingForToday);

/**
 * Rather once too often: a false alarm costs a sentence, a missed one may cost a life. Sentence by sentence, so that
 * what is over in one does not quiet another; a symptom typed over several messages is found in the whole.
 */
export function dangerIn(texts: readonly string[]): Danger | undefined {
  const sentences = texts.flatMap((text) => text.split(/[.!?;\n]+/)).map(wordsIn);
  const told = sentences.some(hasSign) ? sentences : [wordsIn(texts.join(' '))];
  const alarming = told.filter((words) => hasSign(words) && !isOver(words));
  if (alarming.length === 0) return undefined;
  return alarming.some(isSelfHarm) ? 'suicidal' : 'emergency';
}

const wordsIn = (text: string) => withoutExplained(wordsOf(normalised(text)));

const hasSign = (words: readonly string[]) => isEmergency(words) || isDangerousPressure(words.join(' '));

/** Something that happened long ago, and does not go on. Who thinks of dying is always answered. */
const isOver = (words: readonly string[]) =>
  isPast(words) && !isPresent(withoutAskedDay(words)) && !isSelfHarm(words);
