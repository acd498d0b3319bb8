import { clockRules } from './clock-literals.ts';
import { contactRules } from './contact-literals.ts';
import { countRules } from './count-literals.ts';
import { dayRules } from './day-literals.ts';
import type { Literal } from './literal.ts';
import { moneyRules } from './money-literals.ts';

/** The longer and more certain first: what a number is, is decided by what stands around it. */
const rules = [...contactRules, ...dayRules, ...moneyRules, ...clockRules, ...countRules].map(
  ({ pattern, read }) => ({ read, expression: new RegExp(pattern, 'y') }),
);

/** Where a fact may begin. */
const starts = /(?<![a-z0-9])[a-z0-9+($€£@]|(?<=[a-z])\d|(?<=\d)[a-z]/g;

/** All facts that stand in a flat text, in order, none inside another. Takes a time that grows with the text. */
export function literalsIn(flat: string): readonly Literal[] {
  const found: Literal[] = [];
  let from = 0;
  for (const { index } of flat.matchAll(starts)) {
    if (index < from) continue;
    const literal = literalAt(flat, index);
    if (literal === undefined) continue;
    found.push(literal);
    from = literal.end;
  }
  return found;
}

function literalAt(flat: string, at: number): Literal | undefined {
  for (const { expression, read } of rules) {
    expression.lastIndex = at;
    const match = expression.exec(flat);
    const value = match && read(match.groups ?? {});
    if (match && value) return { ...value, at, end: at + match[0].length };
  }
  return undefined;
}
