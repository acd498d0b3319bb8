import { dangerBySigns, isForeign, type Danger } from './danger-signs.ts';
import { likenessIn, type Likeness } from './likeness/likeness.ts';

/** What may be the matter; what is not certain is answered otherwise. */
export type Suspicion = { readonly danger: Danger; readonly isCertain: boolean };

/** Characters that are looked through in one step; more than people write in a turn. */
const stepLength = 2_048;
/** Taken over into the next step, so that nothing is lost between two. */
const overlap = 200;

/** Looks through everything that was written, however much it is, in steps of a few milliseconds. */
export function* dangerInSteps(texts: readonly string[]): Generator<void, Suspicion | undefined, void> {
  let worst: Suspicion | undefined;
  for (const [index, part] of parts(texts).entries()) {
    if (index > 0) yield;
    const found = suspicionIn(part);
    if (found !== undefined && gravity(found) > gravity(worst)) worst = found;
    if (gravity(worst) === gravest) return worst;
  }
  return worst;
}

const gravest = 4;

/** What is certain before what is not, and who thinks of dying before the rest. */
const gravity = (suspicion: Suspicion | undefined): number =>
  suspicion === undefined ? 0 : (suspicion.isCertain ? 2 : 0) + (suspicion.danger === 'suicidal' ? 2 : 1);

/** What the rules know is certain; what they do not know may be like what others wrote in an emergency. */
export function suspicionIn(texts: readonly string[]): Suspicion | undefined {
  const danger = dangerBySigns(texts);
  if (danger === 'suicidal') return { danger, isCertain: true };
  return judged(danger, likenessIn(texts), texts);
}

/** Likenesses; decision 147 has the curve by which they were chosen. */
const thresholds = { certain: 0.8, possible: 0.5, doubted: 0.2, suicidal: 0.2 } as const;
/** Of fewer words the likeness knows too little to doubt the rules, and among more the danger is drowned by the rest. */
const doubtable = { from: 5, to: 20 } as const;

/**
 * Both readers together. Either is enough for an alarm. What the rules find is asked back where it is hardly like an
 * emergency ("socorro, perdi a carteirinha do plano"), and never left alone: a likeness without reasons silences nothing.
 */
export function judged(
  danger: 'emergency' | undefined,
  { emergency, suicidal }: Likeness,
  texts: readonly string[],
): Suspicion | undefined {
  if (danger !== undefined) {
    const { length } = texts.join(' ').split(/\s+/);
    const isDoubtable = length >= doubtable.from && length <= doubtable.to && !isForeign(texts);
    return { danger, isCertain: !isDoubtable || emergency >= thresholds.doubted };
  }
  if (emergency < thresholds.possible) return undefined;
  return {
    danger: suicidal >= thresholds.suicidal ? 'suicidal' : 'emergency',
    isCertain: emergency >= thresholds.certain,
  };
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
