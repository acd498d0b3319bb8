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
  if (Array.isArray(container)) {
    pending.push(closeList);
    for (let index = container.length - 1; index >= 0; index -= 1) {
      pending.push({ value: container[index] as unknown });
      if (index > 0) pending.push(comma);
    }
    pending.push(openList);
    return;
  }
  const entries = (Object.entries(container) as [string, unknown][]).sort(([a], [b]) => (a < b ? 1 : -1));
  pending.push({ text: '}' });
  entries.forEach(([key, value], index) => {
    const isFirst = index === entries.length - 1;
    pending.push({ value }, { text: `${isFirst ? '' : ','}${JSON.stringify(key)}:` });
  });
  pending.push({ text: '{' });
}

const openList: Piece = { text: '[' };
const closeList: Piece = { text: ']' };
const comma: Piece = { text: ',' };

export const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');
