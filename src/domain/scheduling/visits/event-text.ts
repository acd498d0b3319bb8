import { isPersonal, leastOf, type EventDetail } from '../../clinic/rules/event-detail.ts';
import type { Appointment } from '../appointment.ts';

/** Who a visit is for, as far as it is known. */
export type EventPerson = { readonly name?: string; readonly phone?: string };

const longestName = 60;
const usualTitle = 'Horário reservado';

/**
 * The title of a visit's event, of all that `detail` allows what is known. A name comes from the patient's own profile:
 * it is one line of printable characters.
 */
export function eventTitle(
  detail: EventDetail,
  { serviceName }: Pick<Appointment, 'serviceName'>,
  person: EventPerson = {},
): string {
  const name = oneLine(person.name ?? '');
  const who =
    detail === 'first-name'
      ? [name.split(' ')[0] ?? '']
      : detail === 'name-and-phone'
        ? [name, person.phone === undefined ? '' : `+${person.phone}`]
        : [];
  const what = detail === 'nothing' ? usualTitle : serviceName;
  const said = who.filter(Boolean).join(', ');
  return `${said === '' ? what : `${said}: ${what}`} (Atende)`;
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, longestName)
    .trim();

/** How soon an event that says who comes is looked at again: the person may have been erased while it was written. */
export const recheckMs = 60_000;

type Visit = Pick<Appointment, 'state' | 'slot' | 'contactId' | 'conversationId'>;

/** Whose visit it was is not known any more: they were erased. */
export const isNobodys = ({ contactId, conversationId }: Visit): boolean =>
  contactId === undefined && conversationId === undefined;

/**
 * What the event should show, when it may show `shows` now: a visit to come what the clinic has chosen, and one that is
 * over, or ended, what it showed. Of somebody who was erased nothing, whenever the visit was.
 */
export function wantedDetail(
  visit: Visit,
  shows: EventDetail | undefined,
  chosen: EventDetail,
  now: Date,
): EventDetail | undefined {
  const isToCome = visit.state === 'confirmed' && visit.slot.start > now;
  if (!isNobodys(visit)) return isToCome ? chosen : shows;
  return isToCome || shows === undefined || isPersonal(shows) ? leastOf(chosen, 'service') : shows;
}
