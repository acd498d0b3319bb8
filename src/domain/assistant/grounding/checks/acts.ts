import { awaitsCalendar, awaitsYes } from '../../../scheduling/visits/patient-visits.ts';
import type { ActClaim, Backing } from './act-claims.ts';
import { phrasesIn } from './act-phrases.ts';
import { verbClaim } from './act-verbs.ts';
import type { Finding } from '../finding.ts';
import type { Statement } from '../reading/statements.ts';
import { tokensIn, type Token } from '../reading/tokens.ts';
import type { World } from '../reading/world.ts';

/** Claims of acts: what a verb says is done, or will be, must be so by this turn or by the book. */
export function actFindings(statement: Statement, world: World): readonly Finding[] {
  const { sentence } = statement;
  const done = deedsOf(world);
  const justNow = deedsOf({ ...world, facts: { ...world.facts, appointments: [] } });
  return claimsIn(statement)
    .filter(
      ({ backing, isJustNow }) =>
        !backing.some((one) => (isJustNow && one !== 'looked' ? justNow : done).has(one)),
    )
    .map(({ at, end }) => ({
      kind: 'act',
      why: 'unknown',
      said: world.read.text.shown.slice(sentence.at + at, sentence.at + end),
    }));
}

/** Everything that this turn does, and that is so already. */
function deedsOf({ facts: { acts, appointments, times, now } }: World): ReadonlySet<Backing> {
  const done = new Set<Backing>();
  for (const each of acts) {
    done.add('any');
    if (each.act === 'handed-over') done.add('handed-over');
    else done.add(each.act);
    if (each.act === 'requested') done.add('pending');
  }
  for (const one of appointments) {
    if (awaitsYes(one, now)) done.add('held');
    if (awaitsCalendar(one)) done.add('requested').add('pending');
    if (one.state === 'confirmed') done.add('confirmed');
    if (one.state === 'confirmed' && one.replaces !== undefined) done.add('moved');
    if (one.state === 'cancelled') done.add('cancelled');
  }
  if (times.length > 0 || appointments.length > 0) done.add('looked');
  return done;
}

function claimsIn(statement: Statement): readonly ActClaim[] {
  const { sentence, quotes } = statement;
  const tokens = tokensIn(sentence.flat);
  const isQuoted = ({ at, end }: Token) =>
    quotes.some(
      (quote) => quote.words >= 4 && quote.at <= at + sentence.at && end + sentence.at <= quote.end,
    );
  const claims = tokens.flatMap((token, index) =>
    isQuoted(token) ? [] : (verbClaim(tokens, index, sentence.isQuestion) ?? []),
  );
  return [...claims, ...phrasesIn(sentence.flat)];
}
