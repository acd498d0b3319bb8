import type { GoogleCalendar } from '../../../../client/atende-client.ts';
import { ownOf } from '../../words/own-of.ts';

export type Use = 'write' | 'busy' | 'ignore';

/** What is chosen for one calendar; `owner` is `p:` and a professional's id, `r:` and a room's, or nobody's. */
export type Choice = { readonly calendarId: string; readonly use: Use; readonly owner: string };

/**
 * How the form begins: what is stored; of a calendar that nobody has decided about, the professional whose name it bears
 * when this is the first choice, and only once for each.
 */
export function firstChoices(calendars: readonly GoogleCalendar[]): readonly Choice[] {
  const isFirst = !calendars.some(({ isAssociated }) => isAssociated);
  const taken = new Set<string>();
  return calendars.map((calendar) => {
    const { calendarId, isAssociated, chosenUse, use, professionalId, roomId, proposedProfessionalId } =
      calendar;
    if (isAssociated || chosenUse !== undefined) {
      const owner =
        professionalId !== undefined ? `p:${professionalId}` : roomId !== undefined ? `r:${roomId}` : '';
      return { calendarId, owner, use: chosenUse ?? (use === 'bookable' ? 'write' : 'busy') };
    }
    const owner = proposedProfessionalId === undefined ? '' : `p:${proposedProfessionalId}`;
    if (!isFirst || owner === '') return { calendarId, owner, use: 'ignore' };
    const isSecond = taken.has(owner) || use !== 'bookable';
    taken.add(owner);
    return { calendarId, owner, use: isSecond ? 'busy' : 'write' };
  });
}

/** What the server would refuse, by calendar. */
export function faultsOf(choices: readonly Choice[]): ReadonlyMap<string, string> {
  const written = choices.filter(({ use }) => use === 'write');
  return new Map(
    written.flatMap(({ calendarId, owner }) =>
      written.filter((other) => other.owner === owner).length > 1
        ? [
            [
              calendarId,
              owner === ''
                ? 'Diga de quem é cada agenda em que se marca.'
                : 'Só uma agenda de cada um pode ser a de marcar. Deixe as outras como ocupadas.',
            ],
          ]
        : [],
    ),
  );
}

const ownersOf = (choices: readonly Choice[], kind: 'p:' | 'r:') =>
  Object.fromEntries(
    choices
      .filter(({ owner, use }) => use !== 'ignore' && owner.startsWith(kind))
      .map(({ calendarId, owner }) => [calendarId, owner.slice(2)]),
  );

export const bodyOf = (choices: readonly Choice[]) => ({
  calendarIds: choices.filter(({ use }) => use !== 'ignore').map(({ calendarId }) => calendarId),
  professionals: ownersOf(choices, 'p:'),
  rooms: ownersOf(choices, 'r:'),
  uses: Object.fromEntries(choices.map(({ calendarId, use }) => [calendarId, use])),
});

/** Who has no calendar that visits are written to. */
export const withoutCalendar = <Person extends { readonly id: string }>(
  people: readonly Person[],
  choices: readonly Choice[],
): readonly Person[] =>
  people.filter(({ id }) => !choices.some(({ use, owner }) => use === 'write' && owner === `p:${id}`));

const reasons: Readonly<Record<string, string>> = {
  'not-writable': 'A conta só pode ler esta agenda. No Google, dê a ela permissão de alterar eventos.',
  several: 'Só uma agenda de cada um pode ser a de marcar.',
};

/** What the server has refused, by calendar. */
export function refusedOf(details: unknown): ReadonlyMap<string, string> {
  const calendars = (details as { calendars?: unknown } | undefined)?.calendars;
  if (!Array.isArray(calendars)) return new Map();
  return new Map(
    (calendars as readonly { calendarId?: unknown; why?: unknown }[]).map(({ calendarId, why }) => [
      String(calendarId),
      ownOf(reasons, String(why)) ?? 'Diga de quem é esta agenda e em qual se marca.',
    ]),
  );
}
