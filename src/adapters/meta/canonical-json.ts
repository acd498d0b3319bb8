import { createHash } from 'node:crypto';

type Piece = { readonly text: string } | { readonly value: unknown };

/**
 * JSON with sorted keys: equal for two deliveries of one thing, however Meta ordered it. Iterative, because a
 * hostile body may nest deeper than the stack.
 */
export function canonicalJson(root: unknown): string {
  const written: string[] = [];
  const pending: Piece[] = [{ value: root }];
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    if ('text' in piece) written.push(piece.text);
    else if (typeof piece.value === 'object' && piece.value !== null) open(piece.value, pending);
    // `undefined` is not JSON; it stands for an absent value.
    else written.push(piece.value === undefined ? 'null' : JSON.stringify(piece.value));
  }
  return written.join('');
}

/** Puts the pieces of one array or object on the stack, last first. */
function open(container: object, pending: Piece[]): void {
  const isList = Array.isArray(container);
  const entries: [string, unknown][] = Object.entries(container);
  // Entries of an array are in order already.
  if (!isList) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const first = entries[0]?.[0];
  pending.push({ text: isList ? ']' : '}' });
  for (const [key, value] of entries.reverse()) {
    const comma = key === first ? '' : ',';
    pending.push({ value }, { text: isList ? comma : `${comma}${JSON.stringify(key)}:` });
  }
  pending.push({ text: isList ? '[' : '{' });
}

export const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');
