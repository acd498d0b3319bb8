import type { Professional } from '../../clinic/professional.ts';
import type { Room } from '../../clinic/room.ts';
import { folded } from '../../language/folded-text.ts';
import { isShared, writeCandidates, type ChosenCalendar } from './chosen-calendar.ts';

type People = {
  readonly professionals: readonly Professional[];
  readonly inactiveProfessionals: readonly Professional[];
};
export type Owners = People & { readonly rooms: readonly Room[] };

const titles = new Set(['dr', 'dra', 'doutor', 'doutora', 'prof', 'profa', 'sr', 'sra']);
const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !titles.has(word));

/** The professional whose name a calendar bears ("Agenda Dra. Lara"); `undefined` when it is nobody's or several people's. */
export function namedAfter(
  summary: string,
  { professionals, inactiveProfessionals }: People,
): Professional | undefined {
  const words = new Set(wordsOf(summary));
  const bearing = [...professionals, ...inactiveProfessionals].filter(({ name, fullName }) => {
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
const bearsOnlyNameOf = (summary: string, { name, fullName }: Professional): boolean => {
  const names = new Set([...wordsOf(name), ...wordsOf(fullName ?? '')]);
  return wordsOf(summary).every((word) => names.has(word) || plainWords.has(word));
};

const isAllIn = (words: readonly string[], all: ReadonlySet<string>): boolean =>
  words.length > 1 && words.every((word) => all.has(word));

/**
 * Writable calendars of which nobody has said which one is meant: several of one owner, or several that are shared while
 * somebody has none of their own, or a shared one that bears somebody's name. Nothing is written to them, because it
 * would be a guess.
 */
export function ambiguousCalendars<Calendar extends ChosenCalendar>(
  owners: Owners,
  calendars: readonly Calendar[],
): readonly Calendar[] {
  const people = owners.professionals.map(({ id }) =>
    writeCandidates(calendars.filter(({ professionalId }) => professionalId === id)),
  );
  const rooms = owners.rooms.map(({ id }) =>
    writeCandidates(calendars.filter(({ roomId }) => roomId === id)),
  );
  const several = [...people, ...rooms].filter((own) => own.length > 1).flat();
  return [...several, ...ambiguousShared(owners, calendars, people)];
}

function ambiguousShared<Calendar extends ChosenCalendar>(
  owners: Owners,
  calendars: readonly Calendar[],
  ofPeople: readonly (readonly Calendar[])[],
): readonly Calendar[] {
  const without = owners.professionals.filter((_, n) => ofPeople[n]?.length === 0);
  const isNeeded = without.length > 0 || owners.professionals.length === 0;
  const shared = writeCandidates(calendars.filter(isShared));
  if (!isNeeded || shared.some(({ chosenUse }) => chosenUse === 'write')) return [];
  if (shared.length > 1) return shared;
  return shared.filter(({ summary = '' }) => {
    const owner = namedAfter(summary, owners);
    return (
      owner !== undefined && bearsOnlyNameOf(summary, owner) && without.some(({ id }) => id !== owner.id)
    );
  });
}
