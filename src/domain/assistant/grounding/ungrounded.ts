import { actFindings } from './checks/acts.ts';
import { addressFindings } from './checks/addresses.ts';
import { durationFindings, priceFindings, shareFindings } from './checks/amounts.ts';
import { clockFindings } from './checks/clocks.ts';
import { contactFindings } from './checks/contacts.ts';
import { dayFindings } from './checks/days.ts';
import { discountFindings } from './checks/discounts.ts';
import type { Finding } from './finding.ts';
import { healthFindings } from './checks/health.ts';
import { nameFindings } from './checks/names.ts';
import { numberFindings } from './checks/numbers.ts';
import { openDayFindings } from './checks/open-days.ts';
import { insuranceFindings, offerFindings } from './checks/offers.ts';
import { misquotes } from './checks/quoted.ts';
import type { SpokenFacts } from './spoken-facts.ts';
import type { Statement } from './reading/statements.ts';
import { worldOf, type World } from './reading/world.ts';

type Check = (statement: Statement, world: World) => readonly Finding[];

const checks: readonly Check[] = [
  priceFindings,
  shareFindings,
  discountFindings,
  durationFindings,
  clockFindings,
  dayFindings,
  openDayFindings,
  numberFindings,
  contactFindings,
  addressFindings,
  nameFindings,
  offerFindings,
  insuranceFindings,
  misquotes,
  healthFindings,
  actFindings,
];

/** No answer is longer; what is must not be sent. */
const longest = 4_096;

/**
 * Everything that a text states and that nothing stands behind, in the order of the checks; empty when the text may be
 * said. What cannot be bound to what it is about is a finding, too. Bounded: a longer text is refused as a whole.
 */
export function ungroundedIn(text: string, facts: SpokenFacts): readonly Finding[] {
  if (text.length > longest) return [{ kind: 'script', why: 'unknown', said: 'over-long' }];
  const world = worldOf(text, facts);
  return [
    ...scriptFindings(world),
    ...internalFindings(world),
    ...world.read.statements.flatMap((statement) => checks.flatMap((check) => check(statement, world))),
  ];
}

/** What is said to the assistant, and names of its tools: nothing of it is for patients. */
const internals =
  /(?<![a-z])(?:voce e (?:o|a|um|uma) (?:assistente|modelo|inteligencia|ia|robo)|(?:system )?prompt|instruco?e?s (?:de|do) sistema|json|[a-z]{2,20}_[a-z_]{2,30})(?![a-z])/;

function internalFindings({ read }: World): readonly Finding[] {
  const found = internals.exec(read.text.flat);
  if (found === null) return [];
  return [{ kind: 'internal', why: 'unknown', said: found[0] }];
}

/** Letters and digits that look like ours and are not, and a language that cannot be read here. */
function scriptFindings({ read, facts }: World): readonly Finding[] {
  const foreign = /[^\p{Script=Latin}\P{L}]|(?![0-9])\p{Nd}/u.exec(read.text.shown)?.[0];
  const isClinics = foreign !== undefined && JSON.stringify(facts.context).includes(foreign);
  return foreign === undefined || isClinics ? [] : [{ kind: 'script', why: 'unknown', said: foreign }];
}
