/** A word, or the digits of a number; `8h30` is three. */
export type Token = {
  readonly word: string;
  readonly at: number;
  readonly end: number;
  /** Nothing but a space or a hyphen stands between it and the one before. */
  readonly isJoined: boolean;
};

const joint = /^[ \-/(*'&–]{0,3}$/;

export function tokensIn(flat: string): readonly Token[] {
  let before = -1;
  return Array.from(flat.matchAll(/[a-z]+|\d+|\p{L}+/gu), ({ 0: word, index }) => {
    const isJoined = before >= 0 && index - before <= 3 && joint.test(flat.slice(before, index));
    before = index + word.length;
    return { word, at: index, end: before, isJoined };
  });
}

/** Index of the first token that ends after `position`. */
export function tokenAt(tokens: readonly Token[], position: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
