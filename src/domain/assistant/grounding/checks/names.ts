import { rightWords } from '../../../language/known-words.ts';
import { commonNames, usualCapitals } from '../reading/common-names.ts';
import type { Finding } from '../finding.ts';
import { isTitle } from '../reading/titles.ts';
import type { Statement } from '../reading/statements.ts';
import { tokenAt, type Token } from '../reading/tokens.ts';
import type { World } from '../reading/world.ts';

/** Names of people and things that neither the clinic nor the patient has named. */
export function nameFindings(statement: Statement, world: World): readonly Finding[] {
  const { read, echo } = world;
  const { shown, flat } = read.text;
  const { sentence } = statement;
  const findings: Finding[] = [];
  const add = ({ at, end }: { at: number; end: number }) =>
    findings.push({ kind: 'name', why: 'unknown', said: shown.slice(at, end) });

  for (const mention of statement.professionals) {
    const isActive = mention.candidates.some((one) => world.facts.context.professionals.includes(one));
    const isPatients = echo.words.has(flat.slice(mention.at, mention.end)) && !followsTitle(mention, world);
    if (!isActive && !isPatients) add(mention);
  }
  const named = (token: Token) =>
    statement.professionals.some(({ at, end }) => at <= token.at && token.end <= end) ||
    statement.insurances.some(({ at, end }) => at <= token.at && token.end <= end);
  const isKnown = ({ word }: Token) =>
    read.names.words.has(word) || echo.words.has(word) || usualCapitals.has(word) || isTitle(word);
  const isCapital = ({ at }: Token) => /\p{Lu}/u.test(shown.charAt(at));

  let isFirst = true;
  for (let index = tokenAt(read.tokens, sentence.at); index < read.tokens.length; index += 1) {
    const token = read.tokens[index] as Token;
    if (token.at >= sentence.end) break;
    const starts = isFirst || opens.test(flat.slice(Math.max(0, token.at - 5), token.at));
    isFirst = false;
    if (/^\d/.test(token.word) || named(token)) continue;
    if (followsTitle(token, world)) {
      if (token.word.length > 2 && !isOrdinary(token)) add(token);
      continue;
    }
    if (!isCapital(token) || token.word.length < 2 || isKnown(token)) continue;
    const next = read.tokens[index + 1];
    const isPair = next?.at === token.end + 1 && isCapital(next) && !isKnown(next) && !named(next);
    if (!starts || isPair || commonNames.has(token.word)) add(token);
  }
  return findings;
}

/** Nothing or a sign before a word: it may begin a sentence, a line or a quotation. */
const opens = /(?:^|[^\p{L}\p{N},;)\s])\s{0,3}$/u;

const ordinary = new Set(
  'que de da do para com por e em nao esta pode vai tem atende responsavel'.split(' '),
);
const isOrdinary = ({ word }: Token) => ordinary.has(word) || rightWords.has(word);

/** "Dra. Joana", "doutor joão": whoever follows a title is meant as a person. */
function followsTitle({ at }: { readonly at: number }, { read: { tokens, text } }: World): boolean {
  const before = tokens[tokenAt(tokens, at) - 1];
  return (
    before !== undefined &&
    /^(?:dra?|doutora?)$/.test(before.word) &&
    /^\.?\s$/.test(text.flat.slice(before.end, at))
  );
}
