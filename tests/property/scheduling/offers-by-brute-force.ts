import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import {
  bookable,
  type AnyCalendar,
  type AnyClinic,
  type AnyPractitioner,
  type AnyVisit,
} from './any-clinic.ts';
import { midnight, slotsByBruteForce } from './brute-force.ts';
import { plusMinutes } from './questions.ts';

/** What the clinic may offer, said over again from what was promised, minute by minute. */
export type Offers = {
  /** `<start> <practitioner> <calendar>` */
  readonly slots: readonly string[];
  /** `<calendar> <why>` */
  readonly unknown: readonly string[];
};

/** Of those that the book has taken, the one that is to be moved stands apart. */
export type Book = { readonly others: readonly AnyVisit[]; readonly moved: AnyVisit | undefined };

/** `undefined` when somebody was asked for who does not offer the service. */
export function offersByBruteForce(clinic: AnyClinic, book: Book): Offers | undefined {
  const { practitioners, service, calendars, asked } = clinic;
  const offering = practitioners.filter(
    ({ id, isOff }) => !isOff && (service.names.length === 0 || service.names.includes(id)),
  );
  const wanted =
    asked.practitionerId === undefined ? offering : offering.filter(({ id }) => id === asked.practitionerId);
  if (asked.practitionerId !== undefined && wanted.length === 0) return undefined;
  const people = practitioners.length === 0 ? [undefined] : wanted;

  const isNobodys = ({ owner }: AnyCalendar) => !practitioners.some(({ id }) => id === owner);
  const bookableShared = calendars.filter(({ owner, use }) => owner === undefined && use === 'bookable');
  const isSomebodyWithout = practitioners.some(
    ({ id, isOff }) => !isOff && !calendars.some(({ owner, use }) => owner === id && use === 'bookable'),
  );
  // several calendars could be meant for the one who has none
  const unclear = isSomebodyWithout && bookableShared.length > 1 ? bookableShared : [];
  const unknown = new Set<string>();
  const slots = people.flatMap((person) => {
    const own = calendars.filter(({ owner }) => person !== undefined && owner === person.id);
    const shared = calendars.filter(({ owner }) => owner === undefined);
    const written = [...own, ...shared.filter((each) => !unclear.includes(each))].find(
      ({ use }) => use === 'bookable',
    );
    if (written === undefined) return [];
    const counting = calendars.filter((calendar) => own.includes(calendar) || isNobodys(calendar));
    const silent = counting.filter(({ answer }) => answer !== 'known');
    for (const { calendarId } of silent) unknown.add(calendarId);
    if (silent.length > 0) return [];
    return freeOf(clinic, person, counting, book).map(({ start }) => ({ start, person, written }));
  });

  const order = slots.sort((a, b) => a.start.getTime() - b.start.getTime());
  const named = calendars.flatMap((calendar) => {
    const { calendarId, owner, use } = calendar;
    if (unknown.has(calendarId)) return [`${calendarId} unknown`];
    if ((owner !== undefined && isNobodys(calendar)) || unclear.includes(calendar))
      return [`${calendarId} unassigned`];
    return use === 'refused' ? [`${calendarId} not-writable`] : [];
  });
  return {
    slots: order
      .slice(0, asked.limit)
      .map(
        ({ start, person, written }) => `${start.toISOString()} ${person?.id ?? '-'} ${written.calendarId}`,
      ),
    unknown: named,
  };
}

function freeOf(
  clinic: AnyClinic,
  person: AnyPractitioner | undefined,
  counting: readonly AnyCalendar[],
  { others, moved }: Book,
): readonly TimeSlot[] {
  const window = bookable(clinic);
  if (window.start >= window.end) return [];
  const { timeZone, week, holidays, service, buffers, asked } = clinic;
  const ids = counting.map(({ calendarId }) => calendarId);
  const live = others.filter(
    ({ state, calendarId, practitionerId }) =>
      (state === 'held' || state === 'confirmed') &&
      (ids.includes(calendarId) || (person !== undefined && practitionerId === person.id)),
  );
  const inCalendars = counting.flatMap(({ calendarId, events, ...calendar }) => {
    const busy = [
      ...events.filter(({ isTransparent }) => !isTransparent),
      ...calendar.wholeDays.map(([first, end]) => ({
        start: midnight(calendar.timeZone, first),
        end: midnight(calendar.timeZone, end),
      })),
      ...others
        .filter((visit) => visit.state === 'confirmed' && visit.calendarId === calendarId)
        .map(({ slot }) => slot),
    ];
    // a list may offer what lies under the visit that moves; what is asked fresh may not
    return asked.fresh || moved?.calendarId !== calendarId
      ? busy
      : busy.flatMap(({ start, end }) => [
          { start, end: end < moved.slot.start ? end : moved.slot.start },
          { start: start > moved.slot.end ? start : moved.slot.end, end },
        ]);
  });
  return slotsByBruteForce({
    timeZone,
    hours: { week, holidays, notes: [] },
    window,
    agenda: {
      ...(person?.week && { week: person.week }),
      busy: [
        ...inCalendars,
        ...live.map(({ slot, buffers: { before, after } }) => ({
          start: plusMinutes(slot.start, -before),
          end: plusMinutes(slot.end, after),
        })),
      ],
      visit: {
        durationMinutes: service.minutes ?? person?.minutes ?? 30,
        bufferMinutes: buffers,
      },
    },
  });
}
