import type { Finding } from '../finding.ts';
import type { TextSpan } from '../reading/sentences.ts';
import { stem, type Source } from '../reading/sources.ts';
import { subjectServices } from '../reading/subjects.ts';
import type { QuotedSpan, Statement } from '../reading/statements.ts';
import { tokenAt, tokensIn } from '../reading/tokens.ts';
import type { World } from '../reading/world.ts';

/** Words around a number by which a text of the clinic is recognised. */
const enoughWords = 3;
/** A quote so long identifies itself; a shorter one needs a word near that says what it is about. */
const longQuote = 6;

/** Whether the clinic itself says this, of the same thing. */
export function isQuoted(literal: TextSpan, statement: Statement, world: World): boolean {
  const { tokens } = world.read;
  const after = tokenAt(tokens, literal.end);
  const isPartly = (tokens[after]?.at ?? Infinity) < literal.end;
  const own = after - tokenAt(tokens, literal.at) + (isPartly ? 1 : 0);
  const end = tokens[isPartly ? after : after - 1]?.end ?? literal.end;
  return statement.quotes.some(
    (quote) =>
      quote.at <= literal.at &&
      end <= quote.end &&
      quote.sources.some(
        (source) =>
          (quote.words >= own + enoughWords || quote.words === source.words.length) &&
          isAbout(source, quote, statement, world),
      ),
  );
}

function isAbout(source: Source, { words }: QuotedSpan, statement: Statement, world: World): boolean {
  const { serviceId, professionalId } = source;
  if (serviceId !== undefined) {
    const services = subjectServices(statement, statement.sentence, world);
    if (services.length > 0 && !services.some(({ id }) => id === serviceId)) return false;
  }
  if (professionalId !== undefined) {
    const people = statement.professionals.at(-1)?.candidates ?? statement.before.professionals;
    if (people.length > 0 && !people.some(({ id }) => id === professionalId)) return false;
  }
  if (words >= longQuote || source.labels.length === 0) return true;
  const near = tokensIn(`${statement.heading} ${statement.sentence.flat}`).map(({ word }) => stem(word));
  return source.labels.some((label) => near.includes(label));
}

/** A preparation, a deadline, an experience that is told of something else than it belongs to. */
export function misquotes(statement: Statement, world: World): readonly Finding[] {
  return statement.quotes
    .filter((quote) => quote.words >= longQuote && quote.at >= statement.sentence.at)
    .filter((quote) => quote.sources.every(({ serviceId, professionalId }) => serviceId ?? professionalId))
    .filter((quote) => !quote.sources.some((source) => isAbout(source, quote, statement, world)))
    .map(({ at, end }) => ({
      kind: 'quote',
      why: 'other-subject',
      said: world.read.text.shown.slice(at, end),
    }));
}
