import { personalNumbersIn, type PersonalKind } from './personal-numbers.ts';

/** Keeps the numbers of one turn; what it hands out means nothing in any other. */
export type Masking = {
  /** The text with a placeholder for each personal number; the same number has the same one. */
  mask(text: string): string;
  /** The text with the numbers of this turn put back. */
  unmask(text: string): string;
};

/** A patient may write one, too: it is masked like a number, so that nothing is mixed up. */
const placeholder = /\[(?:cpf|cartao|telefone|documento|email|texto)-\d{1,6}\]/g;

/**
 * Takes personal numbers out of what a model is told, and puts them back where code needs them: for every text
 * `unmask(mask(text))` is the text.
 */
export function newMasking(): Masking {
  const byNumber = new Map<string, string>();
  const byPlaceholder = new Map<string, string>();
  const counts = new Map<string, number>();

  const replaced = (kind: PersonalKind | 'texto', original: string): string => {
    const known = byNumber.get(original);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `[${kind}-${count}]`;
    byNumber.set(original, made);
    byPlaceholder.set(made, original);
    return made;
  };

  const withoutNumbers = (text: string): string => {
    let masked = '';
    let from = 0;
    for (const { kind, at, end } of personalNumbersIn(text)) {
      masked += text.slice(from, at) + replaced(kind, text.slice(at, end));
      from = end;
    }
    return masked + text.slice(from);
  };

  return {
    mask(text) {
      let masked = '';
      let from = 0;
      for (const { 0: found, index } of text.matchAll(placeholder)) {
        masked += withoutNumbers(text.slice(from, index)) + replaced('texto', found);
        from = index + found.length;
      }
      return masked + withoutNumbers(text.slice(from));
    },
    unmask: (text) => text.replace(placeholder, (found) => byPlaceholder.get(found) ?? found),
  };
}
