import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import type { AnyCalendar, AnyClinic, AnyProfessional, AnyVisit, OwnRules } from './a-clinic.ts';
import { localDay, midnight, slotsByBruteForce } from './brute-force.ts';
import { plusDays, plusMinutes } from './questions.ts';

/** What the clinic may offer, said over again from what was promised, minute by minute. */
export type Offers = {
  /** `<start> <professional> <calendar>` */
  readonly slots: readonly string[];
  /** `<calendar> <why>` */
  readonly unknown: readonly string[];
};

/** Of those that the book has taken, the one that is to be moved stands apart. */
export type Book = { readonly others: readonly AnyVisit[]; readonly moved: AnyVisit | undefined };

/** `undefined` when somebody was asked for who does not offer the service. */
export function offersByBruteForce(clinic: AnyClinic, book: Book): Offers | undefined {
  const { professionals, service, calendars, asked } = clinic;
  const offering = professionals.filter(
    ({ id, isOff }) => !isOff && (service.names.length === 0 || service.names.includes(id)),
  );
  const wanted =
    asked.professionalId === undefined ? offering : offering.filter(({ id }) => id === asked.professionalId);
  if (asked.professionalId !== undefined && wanted.length === 0) return undefined;
  const people = professionals.length === 0 ? [undefined] : wanted;

  const isNobodys = ({ owner }: AnyCalendar) => !professionals.some(({ id }) => id === owner);
  const bookableShared = calendars.filter(({ owner, use }) => owner === undefined && use === 'bookable');
  const isSomebodyWithout = professionals.some(
    ({ id, isOff }) => !isOff && !calendars.some(({ owner, use }) => owner === id && use === 'bookable'),
  );
  // several calendars could be meant for the one who has none, or are one's own
  const needsShared = isSomebodyWithout || !professionals.some(({ isOff }) => !isOff);
  const several = professionals.flatMap(({ id, isOff }) => {
    const own = calendars.filter(({ owner, use }) => owner === id && use === 'bookable');
    return !isOff && own.length > 1 ? own : [];
  });
  const unclear = [...several, ...(needsShared && bookableShared.length > 1 ? bookableShared : [])];
  const unknown = new Set<string>();
  const slots = people.flatMap((person) => {
    const own = calendars.filter(({ owner }) => person !== undefined && owner === person.id);
    const shared = calendars.filter(({ owner }) => owner === undefined);
    const ownBookable = own.filter(({ use }) => use === 'bookable');
    const written = (ownBookable.length > 0 ? ownBookable : shared).find(
      (each) => each.use === 'bookable' && !unclear.includes(each),
    );
    if (written === undefined) return [];
    const counting = calendars.filter((calendar) => own.includes(calendar) || isNobodys(calendar));
    const silent = counting.filter(({ answer }) => answer !== 'known');
    for (const { calendarId } of silent) unknown.add(calendarId);
    if (silent.length > 0) return [];
    const rooms = clinic.rooms.length === 0 ? [undefined] : clinic.rooms;
    const starts = rooms.flatMap((room) =>
      freeOf(clinic, { person, room }, counting, book).map(({ start }) => start.getTime()),
    );
    // any of the rooms will do
    return [...new Set(starts)]
      .map((start) => new Date(start))
      .filter((start) => !isFull(clinic, person, start, book.others))
      .map((start) => ({ start, person, written }));
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

const isLive = ({ state }: Pick<AnyVisit, 'state'>) => state === 'held' || state === 'confirmed';

/** Who and what the visit takes says it instead of the clinic; of the two the stricter one counts. */
function rulesOf(clinic: AnyClinic, person: AnyProfessional | undefined) {
  const own = [clinic.service.rules, ...(person === undefined ? [] : [person.rules])];
  const said = (key: keyof OwnRules) => own.map((rules) => rules[key]).filter((value) => value !== undefined);
  const strictest = (key: keyof OwnRules, usual: number, stricter: (...values: number[]) => number) =>
    said(key).length === 0 ? usual : stricter(...said(key));
  return {
    stepMinutes: said('step')[0] ?? clinic.stepMinutes,
    buffers: {
      before: strictest('before', clinic.buffers.before, Math.max),
      after: strictest('after', clinic.buffers.after, Math.max),
    },
    noticeMinutes: strictest('notice', clinic.noticeMinutes, Math.max),
    horizonDays: strictest('horizon', clinic.horizonDays, Math.min),
  };
}

/** Whether the day or the week, from Monday on, has as many visits that begin in it as the clinic takes. */
function isFull(
  { timeZone, limits, service }: AnyClinic,
  person: AnyProfessional | undefined,
  start: Date,
  others: readonly AnyVisit[],
): boolean {
  const week = (day: string) => {
    let monday = day;
    while (new Date(monday).getUTCDay() !== 1) monday = plusDays(monday, -1);
    return monday;
  };
  const day = localDay(timeZone, start);
  const live = others.filter(isLive).map(({ professionalId, serviceId, slot }) => ({
    ...{ professionalId, serviceId },
    day: localDay(timeZone, slot.start),
  }));
  const reached = (
    { day: perDay = Infinity, week: perWeek = Infinity }: AnyClinic['limits']['each'],
    visits: typeof live,
  ) =>
    visits.filter((visit) => visit.day === day).length >= perDay ||
    visits.filter((visit) => week(visit.day) === week(day)).length >= perWeek;
  const ofService = live.filter(({ serviceId }) => serviceId === 'visit');
  if (reached(limits, live) || reached(service.rules, ofService)) return true;
  if (person === undefined) return false;
  const isTheirs = ({ professionalId }: (typeof live)[number]) => professionalId === person.id;
  const { day: perDay = limits.each.day, week: perWeek = limits.each.week } = person.rules;
  return (
    reached({ day: perDay, week: perWeek }, live.filter(isTheirs)) ||
    reached(service.each, ofService.filter(isTheirs))
  );
}

function freeOf(
  clinic: AnyClinic,
  { person, room }: { readonly person: AnyProfessional | undefined; readonly room: string | undefined },
  counting: readonly AnyCalendar[],
  { others, moved }: Book,
): readonly TimeSlot[] {
  const rules = rulesOf(clinic, person);
  const window = bookable(clinic, rules);
  if (window.start >= window.end) return [];
  const { timeZone, week, holidays, closures, publicHolidays, service, asked } = clinic;
  const ids = counting.map(({ calendarId }) => calendarId);
  const live = others.filter(
    ({ calendarId, professionalId, roomId, ...visit }) =>
      isLive(visit) &&
      (ids.includes(calendarId) ||
        (person !== undefined && professionalId === person.id) ||
        (room !== undefined && roomId === room)),
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
    hours: {
      ...{ week, holidays, closures },
      ...(publicHolidays && {
        publicHolidays: {
          ...{ optional: publicHolidays.optional, intervals: [] },
          ...(publicHolidays.state !== undefined && { state: publicHolidays.state }),
        },
      }),
    },
    window,
    agenda: {
      ...(person && { attendances: [{ week: person.week, holidays: [], closures: person.absences }] }),
      busy: [
        ...inCalendars,
        ...live.map(({ slot, buffers: { before, after } }) => ({
          start: plusMinutes(slot.start, -before),
          end: plusMinutes(slot.end, after),
        })),
      ],
      visit: {
        durationMinutes: service.minutes ?? person?.minutes ?? 30,
        ...(rules.stepMinutes !== undefined && { stepMinutes: rules.stepMinutes }),
        bufferMinutes: rules.buffers,
      },
    },
  });
}

type Bookable = { readonly noticeMinutes: number; readonly horizonDays: number };

/** What is asked for, as far as the notice and the horizon let it be booked. */
function bookable({ timeZone, now, asked }: AnyClinic, { noticeMinutes, horizonDays }: Bookable): TimeSlot {
  const { window } = asked;
  const { start, end } =
    'start' in window
      ? window
      : { start: midnight(timeZone, window[0]), end: midnight(timeZone, plusDays(window[1], 1)) };
  const first = plusMinutes(now, noticeMinutes);
  const last = midnight(timeZone, plusDays(localDay(timeZone, now), horizonDays + 1));
  return { start: start > first ? start : first, end: end < last ? end : last };
}
