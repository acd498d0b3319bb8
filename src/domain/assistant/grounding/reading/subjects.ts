import type { HealthcareService } from '../../../clinic/healthcare-service.ts';
import type { Professional } from '../../../clinic/professional.ts';
import type { Mention } from './name-index.ts';
import type { TextSpan } from './sentences.ts';
import type { Statement } from './statements.ts';
import type { World } from './world.ts';

/**
 * The services that something in a sentence is said of: the one named last before it, else after it, else the one that
 * was spoken of, else the one that the patient asked about. Several where the words fit several.
 */
export function subjectServices(
  statement: Statement,
  { at }: TextSpan,
  { facts: { context }, echo }: World,
): readonly HealthcareService[] {
  const telling = statement.services.filter(({ isTelling }) => isTelling);
  const named = nearest(telling, at) ?? (telling.length === 0 ? undefined : []);
  if (named) return named;
  const people = statement.professionals.at(-1)?.candidates ?? [];
  const ofPeople = (services: readonly HealthcareService[]) => {
    const theirs = services.filter(({ professionalIds }) =>
      people.some(({ id }) => professionalIds.includes(id)),
    );
    return theirs.length > 0 ? theirs : services;
  };
  const { services: before } = statement.before;
  const general = nearest(statement.services, at);
  if (general) {
    const both = general.filter((service) => before.includes(service));
    if (both.length > 0) return both;
    const asked = general.filter((service) => echo.services.includes(service));
    return before.length > 0 ? before : asked.length > 0 ? asked : ofPeople(general);
  }
  if (before.length > 0) return before;
  if (echo.services.length > 0) return echo.services;
  return context.services.length === 1 ? context.services : [];
}

/** Named last before a position; the first in the sentence where it comes later. */
function nearest<T>(mentions: readonly Mention<T>[], at: number): readonly T[] | undefined {
  return (mentions.findLast((mention) => mention.at <= at) ?? mentions[0])?.candidates;
}

/** Whoever something in a sentence is said of; `isOwn` when the sentence itself names somebody. */
export function subjectPeople(
  statement: Statement,
  { at }: TextSpan,
): { readonly people: readonly Professional[]; readonly isOwn: boolean } {
  const own = nearest(statement.professionals, at);
  return own === undefined
    ? { people: statement.before.professionals, isOwn: false }
    : { people: own, isOwn: true };
}
