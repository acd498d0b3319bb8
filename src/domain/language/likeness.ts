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

/** Whether a written word is meant to be this one: short words exactly, longer ones with one or two slips. */
export function isLike(written: string, meant: string): boolean {
  if (written === meant) return true;
  if (/\d/.test(written)) return false;
  const most = meant.length >= 9 ? 2 : meant.length >= 5 ? 1 : 0;
  return most > 0 && edits(written, meant, most) <= most;
}

/** Like {@link isLike}, and also for other endings of a long word: dermatologista, dermatologia. */
export function isKin(written: string, meant: string): boolean {
  if (isLike(written, meant)) return true;
  const shared = Math.max(6, Math.min(written.length, meant.length) - 4);
  return written.length >= 6 && meant.length >= 6 && written.slice(0, shared) === meant.slice(0, shared);
}
