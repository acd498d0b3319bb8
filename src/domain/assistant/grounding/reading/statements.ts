import type { HealthcareService } from '../../../clinic/healthcare-service.ts';
import type { Insurance } from '../../../clinic/insurance.ts';
import { localTime, type LocalDate } from '../../../clinic/local-time.ts';
import type { PaymentMethod } from '../../../clinic/payment-method.ts';
import type { Professional } from '../../../clinic/professional.ts';
import { flatText, type FlatText } from '../../../language/literals/flat-text.ts';
import { literalsIn } from '../../../language/literals/literals-in.ts';
import type { Literal } from '../../../language/literals/literal.ts';
import { dayReferences, type DayReference } from './day-references.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { mentionsIn, type Mention } from './name-index.ts';
import { namedHolidays, type NamedHoliday } from './named-holidays.ts';
import { peopleIn } from './people.ts';
import { quotesIn } from './quotes.ts';
import { firstFrom, inside, sentencesIn, type Sentence, type TextSpan } from './sentences.ts';
import type { Source } from './sources.ts';
import type { SpokenFacts } from '../spoken-facts.ts';
import { tokensIn, type Token } from './tokens.ts';

/** A part of the text that stands in the clinic's own texts word by word. */
export type QuotedSpan = TextSpan & { readonly words: number; readonly sources: readonly Source[] };

/** What a sentence says, and what it says it of. */
export type Statement = {
  readonly sentence: Sentence;
  /** The sentence before it in its paragraph that ends with a colon, in flat text; empty where there is none. */
  readonly heading: string;
  readonly literals: readonly Literal[];
  readonly days: readonly DayReference[];
  readonly services: readonly Mention<HealthcareService>[];
  readonly professionals: readonly Mention<Professional>[];
  readonly insurances: readonly Mention<Insurance>[];
  readonly payments: readonly Mention<PaymentMethod>[];
  readonly quotes: readonly QuotedSpan[];
  /** What was spoken of before, and is still meant where nothing else is named. */
  readonly before: Subjects;
};

type Subjects = {
  readonly services: readonly HealthcareService[];
  readonly professionals: readonly Professional[];
  readonly days: readonly DayReference[];
};

export type ReadText = {
  readonly text: FlatText;
  readonly today: LocalDate;
  readonly holidays: readonly NamedHoliday[];
  readonly tokens: readonly Token[];
  readonly statements: readonly Statement[];
  readonly names: KnownNames;
};

const nothing: Subjects = { services: [], professionals: [], days: [] };

/** Reads a text as statements about what this clinic has. */
export function readText(text: string, facts: Pick<SpokenFacts, 'context' | 'now'>): ReadText {
  const flat = flatText(text);
  const names = knownNames(facts.context);
  const today = localTime(facts.context.timeZone, facts.now).date;
  const tokens = tokensIn(flat.flat);
  const quotes = quotesIn(tokens, names.sources).map(({ from, to, sources }): QuotedSpan => ({
    at: tokens[from]?.at ?? 0,
    end: tokens[to - 1]?.end ?? 0,
    words: to - from,
    sources,
  }));
  const professionals = peopleIn(flat, tokens, names.professionals.index);
  const isName = ({ at }: Token) => /\p{Lu}/u.test(flat.shown.charAt(at));
  const insurances = mentionsIn(tokens, names.insurances.index, names.insurances.beginnings, isName).filter(
    ({ isTelling }) => isTelling,
  );
  const services = without(
    mentionsIn(tokens, names.services.index, names.services.beginnings, () => true),
    insurances,
  );
  const payments = mentionsIn(tokens, names.payments.index, names.payments.beginnings, () => true);
  // a word that belongs to a name is no statement: MAPA 24 horas, Dr. Marcos Domingos
  const literals = without(without(literalsIn(flat.flat), services.filter(isWhole)), professionals);
  const long = quotes.filter(({ words }) => words >= 4);

  let before = nothing;
  let heading: Sentence | undefined;
  const statements = sentencesIn(flat.flat).map((sentence): Statement => {
    const own = inside(literals, sentence);
    const said = {
      services: without(inside(services, sentence), long),
      professionals: inside(professionals, sentence),
      days: dayReferences(own, flat.flat, today),
    };
    if (heading?.paragraph !== sentence.paragraph) heading = undefined;
    const statement: Statement = {
      sentence,
      heading: heading?.flat ?? '',
      literals: own,
      ...said,
      insurances: inside(insurances, sentence),
      payments: inside(payments, sentence),
      quotes: overlapping(quotes, sentence),
      before,
    };
    if (sentence.isHeading) heading = sentence;
    before = {
      services: candidatesOf(said.services.filter(({ isTelling }) => isTelling)) ?? before.services,
      professionals:
        candidatesOf(said.professionals) ?? (speaksOfClinic(sentence) ? [] : before.professionals),
      days: said.days.length > 0 ? said.days : before.days,
    };
    return statement;
  });
  const holidays = namedHolidays(facts.context.openingHours.holidays, today);
  return { text: flat, today, holidays, tokens, statements, names };
}

const isWhole = ({ isTelling, candidates }: Mention<HealthcareService>) =>
  isTelling && candidates.length === 1;

const speaksOfClinic = ({ flat }: Sentence) => /(?<![a-z])(?:noss[oa]s?|clinica)(?![a-z])/.test(flat);

/** Of spans in order that do not overlap each other: those that share something with a sentence. */
function overlapping<T extends TextSpan>(spans: readonly T[], sentence: TextSpan): readonly T[] {
  const from = firstFrom(spans, sentence.at);
  const before = spans[from - 1];
  const found = inside(spans, sentence);
  return before && before.end > sentence.at ? [before, ...found] : found;
}

/** Leaves out what lies in one of `taken`; both in order. */
function without<T extends TextSpan>(spans: readonly T[], taken: readonly TextSpan[]): readonly T[] {
  return spans.filter((span) => {
    const around = taken[firstFrom(taken, span.at + 1) - 1];
    return around === undefined || span.end > around.end;
  });
}

const candidatesOf = <T>(mentions: readonly Mention<T>[]): readonly T[] | undefined =>
  mentions.at(-1)?.candidates;
