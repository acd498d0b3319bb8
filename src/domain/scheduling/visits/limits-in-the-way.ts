import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { Appointment } from '../appointment.ts';
import { makeFreeSlots } from '../availability.ts';
import { bookableWindow } from '../booking-window.ts';
import { attendancesAt } from '../calendars/agendas.ts';
import type { BookingPlace } from '../calendars/booking-places.ts';
import { SlotNotOffered, type PassableLimit } from '../scheduling-errors.ts';
import type { TimeSlot } from '../time-slot.ts';
import { isReached, limitsAt, type CountedLimit } from '../visit-limits.ts';

/** Which of the patients' limits somebody of the clinic goes beyond; `true`: whatever they are. */
export type BeyondLimits = true | readonly PassableLimit[];

const limitNames = { day: 'daily-limit', week: 'weekly-limit' } as const;

type Setting = {
  readonly context: Pick<ClinicContext, 'timeZone' | 'openingHours'>;
  readonly now: Date;
  /** Live visits of all days and weeks that limits count. */
  readonly others: readonly Appointment[];
  /** The one that is to be moved does not count. */
  readonly ownSeries: string | undefined;
};

/** What of the clinic's rules a visit at this time would go beyond. */
export function limitsInTheWay(
  place: BookingPlace,
  slot: TimeSlot,
  { context: { timeZone, openingHours: hours }, now, others, ownSeries }: Setting,
): readonly PassableLimit[] {
  const window = bookableWindow(timeZone, place.rules, now);
  const { isWorkingTime } = makeFreeSlots({ timeZone, hours }, slot);
  const full = limitsAt(place.rules.limits, timeZone, slot.start).filter((limit) =>
    isReached(limit, others, ownSeries),
  );
  return [
    ...(slot.start < window.start ? (['minimum-notice'] as const) : []),
    ...(slot.end > window.end ? (['horizon'] as const) : []),
    ...(isWorkingTime({ attendances: attendancesAt(place) }, slot) ? [] : (['working-time'] as const)),
    ...new Set(full.map(({ per }) => limitNames[per])),
  ];
}

export const isPassed =
  (beyond: BeyondLimits) =>
  (limit: PassableLimit): boolean =>
    beyond === true || beyond.includes(limit);

/** Those that must be kept when the time is taken. */
export const keptLimits = (limits: readonly CountedLimit[], beyond: BeyondLimits): readonly CountedLimit[] =>
  limits.filter(({ per }) => !isPassed(beyond)(limitNames[per]));

/** By the place that fewest limits keep away. */
export function notOffered(start: Date, all: readonly (readonly PassableLimit[])[]): SlotNotOffered {
  const [limits = []] = all.toSorted((a, b) => a.length - b.length);
  return new SlotNotOffered(start, limits.map((limit) => whyNot[limit]).join(', '), limits);
}

const whyNot: Readonly<Record<PassableLimit, string>> = {
  'minimum-notice': 'it is too soon',
  horizon: 'it is too far ahead',
  'working-time': 'it is outside of working hours',
  'daily-limit': 'the day has as many visits as the rules allow',
  'weekly-limit': 'the week has as many visits as the rules allow',
};
