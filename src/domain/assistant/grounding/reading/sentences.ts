import type { Literal } from '../../../language/literals/literal.ts';

/** A part of a text that states something; positions in the flat text, half-open. */
export type TextSpan = { readonly at: number; readonly end: number };

export type Sentence = TextSpan & {
  /** Which line it stands in; a list is read line by line. */
  readonly line: number;
  /** Which paragraph, counted by blank lines. */
  readonly paragraph: number;
  readonly isBullet: boolean;
  /** Ends with a colon: what follows is said of it. */
  readonly isHeading: boolean;
  readonly isQuestion: boolean;
  readonly isNegated: boolean;
  readonly flat: string;
};

const abbreviation = /(?:^|[^a-z])(?:dra?s?|sra?s?|av|r|al|n|no|tel|profa?|ex|art|min|pca|rod|etc|obs)\.$/;
const ends = /(?<![.!?…])[.!?…]{1,40}["”')*_]*(?=\s)|;(?=\s)/g;

export function sentencesIn(flat: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let at = 0;
  let paragraph = 0;
  flat.split('\n').forEach((line, number) => {
    let from = 0;
    if (line.trim() === '') paragraph += 1;
    for (const { 0: sign, index } of line.matchAll(ends)) {
      const end = index + sign.length;
      if (abbreviation.test(line.slice(Math.max(from, end - 8), end))) continue;
      add(at + from, at + end, number);
      from = end;
    }
    add(at + from, at + line.length, number);
    at += line.length + 1;
  });
  return sentences;

  function add(start: number, end: number, line: number) {
    const text = flat.slice(start, end);
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    sentences.push({
      at: start,
      end,
      line,
      paragraph,
      isBullet: /^\s*(?:[•*–-] |\d{1,2}[.)] )/.test(text),
      isHeading: /:(?:\p{Extended_Pictographic}|[*_\s])*$/u.test(text.slice(-20)),
      isQuestion: /\?["”')*_\s]*$/.test(text),
      isNegated: /(?<![a-z])(?:nao|nem|nunca|nenhum|nenhuma|nada|sem|ninguem)(?![a-z])/.test(text),
      flat: text,
    });
  }
}

/** Those of spans in order that begin inside another. */
export function inside<T extends TextSpan>(spans: readonly T[], { at, end }: TextSpan): readonly T[] {
  const from = firstFrom(spans, at);
  return spans.slice(from, firstFrom(spans, end));
}

/** Index of the first span that begins at a position or after it. */
export function firstFrom(spans: readonly TextSpan[], position: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.at ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of literals of these kinds. */
export const ofKind = <K extends Literal['kind']>(
  literals: readonly Literal[],
  ...kinds: readonly K[]
): readonly Extract<Literal, { kind: K }>[] =>
  literals.filter((one): one is Extract<Literal, { kind: K }> =>
    (kinds as readonly string[]).includes(one.kind),
  );
