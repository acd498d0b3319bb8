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

/** Characters that are looked through in one step; more than people write in a turn. */
const stepLength = 8_192;
/** Taken over into the next step, so that nothing is lost between two. */
const overlap = 200;

/** Looks through everything that was written, however much it is, in steps of a few milliseconds. */
export function* dangerInSteps(texts: readonly string[]): Generator<void, Danger | undefined, void> {
  let worst: Danger | undefined;
  for (const [index, part] of parts(texts).entries()) {
    if (index > 0) yield;
    const danger = dangerInPart(part);
    if (danger === 'suicidal') return danger;
    worst ??= danger;
  }
  return worst;
}

/** The texts in parts of `stepLength`, cut between words. */
function parts(texts: readonly string[]): readonly (readonly string[])[] {
  if (texts.reduce((sum, { length }) => sum + length, 0) <= stepLength) return [texts];
  const all = texts.join('\n');
  const found: string[] = [];
  for (let start = 0; start < all.length;) {
    const end = Math.min(all.length, start + stepLength);
    found.push(all.slice(start, end));
    if (end === all.length) break;
    const back = all.slice(end - overlap, end).search(/\s/);
    start = end - (back < 0 ? overlap : overlap - back);
  }
  return found.map((part) => part.split('\n'));
}

/**
 * Rather once too often: a false alarm costs a sentence, a missed one may cost a life. Sentence by sentence, so that
 * what is over in one does not quiet another; a symptom typed over several messages is found in the whole.
 */
function dangerInPart(texts: readonly string[]): Danger | undefined {
  const sentences = [...new Set(texts.flatMap((text) => text.split(/[.!?;\n]+/)))].map(wordsIn);
  const alarming = sentences.filter(hasSign);
  const reported = alarming.length > 0 ? alarming : [wordsIn(texts.join(' '))].filter(hasSign);
  const current = reported.filter((words) => !isOver(words));
  if (current.length === 0) return undefined;
  return current.some(isSelfHarm) ? 'suicidal' : 'emergency';
}

const wordsIn = (text: string) => withoutExplained(wordsOf(normalised(text)));

const hasSign = (words: readonly string[]) => isEmergency(words) || isDangerousPressure(words.join(' '));

/** Something that happened long ago, and does not go on. Who thinks of dying is always answered. */
const isOver = (words: readonly string[]) =>
  isPast(words) && !isPresent(withoutAskedDay(words)) && !isSelfHarm(words);
