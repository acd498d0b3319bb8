/** Edits (insert, delete, replace, swap of neighbours) from one word to another; stops counting beyond `most`. */
function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}

/** Slips of the finger that a word of this length may have. */
export const slipsAllowed = (length: number): number => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

/** One bit per letter: every edit takes away at most one letter and brings at most one. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

/** Whether more than `most` letters of `a` are missing in `b`; two at most. */
export function lacksLetters(a: number, b: number, most: number): boolean {
  let missing = a & ~b;
  for (let taken = 0; taken < most; taken += 1) missing &= missing - 1;
  return missing !== 0;
}

/** Whether a written word is meant to be this one: short words exactly, longer ones with one or two slips. */
export function isLike(written: string, meant: string): boolean {
  if (written === meant) return true;
  const most = slipsAllowed(meant.length);
  if (most === 0 || Math.abs(written.length - meant.length) > most || /\d/.test(written)) return false;
  return edits(written, meant, most) <= most;
}

/** Whether two long words share their beginning: dermatologista, dermatologia. */
export function shareBeginning(written: string, meant: string): boolean {
  if (written.length < 6 || meant.length < 6) return false;
  const shared = Math.max(6, Math.min(written.length, meant.length) - 4);
  return written.slice(0, shared) === meant.slice(0, shared);
}
