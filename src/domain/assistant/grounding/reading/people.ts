import type { Professional } from '../../../clinic/professional.ts';
import { isEverydayName } from '../../../language/everyday-names.ts';
import type { FlatText } from '../../../language/literals/flat-text.ts';
import { isTitle } from './titles.ts';
import { mentionsIn, type Mention, type NameIndex } from './name-index.ts';
import type { Token } from './tokens.ts';

const none: ReadonlyMap<string, never> = new Map<string, never>();

/** Names count as names: after a title, or written as a name; "Dias de atendimento" is nobody. */
export function peopleIn(
  { shown, flat }: FlatText,
  tokens: readonly Token[],
  index: NameIndex<Professional>,
): readonly Mention<Professional>[] {
  const isWritten = ({ at }: Token) => /\p{Lu}/u.test(shown.charAt(at));
  const places = new Map(tokens.map(({ at }, place) => [at, place]));
  const followsTitle = ({ at }: Token) => isTitle(tokens[(places.get(at) ?? 0) - 1]?.word ?? '');
  const found = mentionsIn(tokens, index, none, (token) => isWritten(token) || followsTitle(token));
  return found.filter(({ at, end, candidates }) => {
    const token = tokens[places.get(at) ?? -1];
    if (token === undefined || followsTitle(token) || end > token.end) return true;
    const isSingle = candidates.every((one) => (index.wordsOf.get(one) ?? []).length > 1);
    const startsSentence = /(?:^|[.!?:;\n•*–-])\s{0,3}\*?$/.test(flat.slice(Math.max(0, at - 6), at));
    return !(isSingle && startsSentence && isEverydayName(token.word));
  });
}
