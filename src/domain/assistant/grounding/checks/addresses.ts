import type { Finding } from '../finding.ts';
import type { Statement } from '../reading/statements.ts';
import { tokenAt } from '../reading/tokens.ts';
import type { World } from '../reading/world.ts';
import { matchesOf } from '../reading/matches.ts';

const street =
  /(?<![a-z])(?:rua|r\.|avenida|av\.?|travessa|alameda|praca|rodovia|estrada|largo|viela|quadra|bairro|edificio|shopping|estacao|metro) (?:d[aeo]s? )?/g;

/** A street, a quarter, a building: only where the clinic's own texts name it. */
export function addressFindings({ sentence, quotes }: Statement, { read }: World): readonly Finding[] {
  const { shown } = read.text;
  return matchesOf(sentence.flat, street).flatMap(({ 0: found, index }) => {
    const name = sentence.at + index + found.length;
    if (!/^[\p{Lu}\d]/u.test(shown.slice(name, name + 2))) return [];
    const isQuoted = quotes.some(({ at, end }) => at <= sentence.at + index && name < end);
    if (isQuoted) return [];
    const to = read.tokens[tokenAt(read.tokens, name)]?.end ?? name;
    return [{ kind: 'address', why: 'unknown', said: shown.slice(sentence.at + index, to) } as const];
  });
}
