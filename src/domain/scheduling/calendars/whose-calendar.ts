import type { Practitioner } from '../../clinic/practitioner.ts';
import { folded } from '../../language/folded-text.ts';
import { isWritable, type ChosenCalendar } from './chosen-calendar.ts';

type People = {
  readonly practitioners: readonly Practitioner[];
  readonly inactivePractitioners: readonly Practitioner[];
};

const titles = new Set(['dr', 'dra', 'doutor', 'doutora', 'prof', 'profa', 'sr', 'sra']);
const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !titles.has(word));

/** The professional whose name a calendar bears ("Agenda Dra. Lara"); `undefined` when it is nobody's or several people's. */
export function namedAfter(
  summary: string,
  { practitioners, inactivePractitioners }: People,
): Practitioner | undefined {
  const words = new Set(wordsOf(summary));
  const bearing = [...practitioners, ...inactivePractitioners].filter(({ name, fullName }) => {
    const [first] = wordsOf(name);
    return (first !== undefined && words.has(first)) || isAllIn(wordsOf(fullName ?? ''), words);
  });
  if (bearing.length <= 1) return bearing[0];
  const whole = bearing.filter(
    ({ name, fullName }) => isAllIn(wordsOf(name), words) || isAllIn(wordsOf(fullName ?? ''), words),
  );
  return whole.length === 1 ? whole[0] : undefined;
}

/** Words that say no more than that it is a calendar. */
const plainWords = new Set(['agenda', 'calendario', 'consultas', 'atendimento', 'de', 'da', 'do', 'e']);

/** Whether a calendar is called after one person and nothing else: "Clínica Dra. Lara" is the clinic's. */
const bearsOnlyNameOf = (summary: string, { name, fullName }: Practitioner): boolean => {
  const names = new Set([...wordsOf(name), ...wordsOf(fullName ?? '')]);
  return wordsOf(summary).every((word) => names.has(word) || plainWords.has(word));
};

const isAllIn = (words: readonly string[], all: ReadonlySet<string>): boolean =>
  words.length > 1 && words.every((word) => all.has(word));

/**
 * Writable calendars of which nobody has said whose they are, while some professional has none to be booked in: several
 * of them, or one that bears somebody's name. Nothing is written to them, because it would be a guess.
 */
export function ambiguousCalendars<Calendar extends ChosenCalendar>(
  people: People,
  calendars: readonly Calendar[],
): readonly Calendar[] {
  const writable = calendars.filter(isWritable);
  const without = people.practitioners.filter(
    ({ id }) => !writable.some(({ practitionerId }) => practitionerId === id),
  );
  const shared = writable.filter(({ practitionerId }) => practitionerId === undefined);
  if (without.length === 0) return [];
  if (shared.length > 1) return shared;
  return shared.filter(({ summary = '' }) => {
    const owner = namedAfter(summary, people);
    return (
      owner !== undefined && bearsOnlyNameOf(summary, owner) && without.some(({ id }) => id !== owner.id)
    );
  });
}
