import { HttpRefusal } from '../server/error-response.ts';
import type { HttpErrorCode } from '../server/http-errors.ts';

const deepest = 32;

/**
 * Refuses what no table can hold and no log should: texts with U+0000 or half a character, numbers beyond all bounds,
 * and nesting that would exhaust whoever walks through it. Walks without recursion. @throws HttpRefusal
 */
export function refuseUnstorable(root: unknown, code: HttpErrorCode): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  const refuse = (message: string): never => {
    throw new HttpRefusal(code, message);
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && !isPlainText(value)) refuse('A text holds U+0000 or half a character');
    if (typeof value === 'number' && !Number.isFinite(value)) refuse('A number is too large');
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) refuse(`It is nested more than ${deepest} levels deep`);
    for (const [key, child] of Object.entries(value)) {
      if (!isPlainText(key)) refuse('A name holds U+0000 or half a character');
      open.push({ value: child, depth: depth + 1 });
    }
  }
}

const isPlainText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();
