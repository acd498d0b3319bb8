import type { HealthcareService } from '../../../clinic/healthcare-service.ts';
import { isTitle } from './titles.ts';
import { ofKind } from './sentences.ts';
import type { SpokenFacts } from '../spoken-facts.ts';
import { readText, type ReadText, type Statement } from './statements.ts';
import type { DayReference } from './day-references.ts';
import { knownVisits, type KnownVisit } from './visits.ts';

/** What the patient wrote, read like an answer. */
type Echo = {
  readonly words: ReadonlySet<string>;
  readonly clocks: ReadonlySet<number>;
  readonly numbers: ReadonlySet<number>;
  readonly days: readonly DayReference[];
  /** Only where the words name one. */
  readonly services: readonly HealthcareService[];
};

/** All that a statement is held against. */
export type World = {
  readonly facts: SpokenFacts;
  readonly read: ReadText;
  readonly visits: readonly KnownVisit[];
  readonly echo: Echo;
};

/** A patient's words of many turns need not all be read. */
const mostEchoed = 2_000;

export function worldOf(text: string, facts: SpokenFacts): World {
  return {
    facts,
    read: readText(text, facts),
    visits: knownVisits(facts),
    echo: echoOf(facts),
  };
}

function echoOf(facts: SpokenFacts): Echo {
  const said = facts.patientWords.join('\n').slice(-mostEchoed);
  const { statements, tokens } = readText(`${facts.patientName ?? ''}\n${said}`, facts);
  const literals = statements.flatMap((statement) => statement.literals);
  const services = statements
    .flatMap((statement) => statement.services)
    .findLast(({ isTelling, candidates }) => isTelling && candidates.length === 1)?.candidates;
  return {
    words: new Set(tokens.map(({ word }) => word).filter((word) => !isTitle(word))),
    clocks: new Set(ofKind(literals, 'clock').flatMap(clocksOf)),
    numbers: new Set([
      ...ofKind(literals, 'number').map(({ value }) => value),
      ...ofKind(literals, 'date').map(({ day }) => day),
    ]),
    days: statements.flatMap(({ days }) => days),
    services: services ?? [],
  };
}

/** Minutes after midnight that may be meant: small hours that people say are of the afternoon, too. */
export const clocksOf = ({ minutes, spoken }: { minutes: number; spoken: boolean }): readonly number[] =>
  spoken && minutes >= 60 && minutes < 420 ? [minutes, minutes + 720] : [minutes];

const acknowledges =
  /(?<![a-z])(?:voce (?:disse|pediu|quer|queria|prefere|gostaria|escreveu|mencionou)|seu pedido|a partir do que|entendi|certo|anotei|para as|por volta|depois das|antes das|prefer\w{1,6}|procur\w{1,6}|verific\w{1,6}|consult\w{1,6} a agenda)(?![a-z])/;

/** Asked for each statement of a sentence, which may have thousands. */
const acknowledging = new WeakMap<Statement['sentence'], boolean>();

function isAcknowledging(sentence: Statement['sentence']): boolean {
  const known = acknowledging.get(sentence) ?? acknowledges.test(sentence.flat);
  acknowledging.set(sentence, known);
  return known;
}

/** Repeats what the patient wants, or says that it cannot be had: states nothing of what there is. */
export const isEcho = ({ sentence }: Statement): boolean =>
  sentence.isNegated || sentence.isQuestion || isAcknowledging(sentence);
