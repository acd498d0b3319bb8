import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { Professional } from '../../clinic/professional.ts';
import { given } from '../../given.ts';
import type { Appointment } from '../appointment.ts';
import { makeFreeSlots } from '../availability.ts';
import { withoutTime } from './agendas.ts';
import { clipped } from '../booking-window.ts';
import type { TimeSlot } from '../time-slot.ts';

/** A month of days: more is no screen. */
const longestMs = 32 * 86_400_000;

/** The window, cut where nobody looks any more. */
export const boundedWindow = ({ start, end }: TimeSlot): TimeSlot => ({
  start,
  end: new Date(Math.min(end.getTime(), start.getTime() + longestMs)),
});

/** When a professional works and the clinic is open, within the window. Nothing when neither has said their hours. */
export const workingTimeOf = (
  { timeZone, openingHours: hours }: Pick<ClinicContext, 'timeZone' | 'openingHours'>,
  { availability, hours: own }: Pick<Professional, 'availability' | 'hours'>,
  window: TimeSlot,
): readonly TimeSlot[] =>
  makeFreeSlots({ timeZone, hours }, window)
    .workingTime({ ...given({ week: availability }), ...(own && { attendances: [own] }) })
    .map((slot) => clipped(slot, window))
    .filter(({ start, end }) => start < end);

/** What a calendar shows besides the appointments of our own book. */
export const busyBesideOwn = (
  busy: readonly TimeSlot[],
  own: readonly Pick<Appointment, 'slot'>[],
  window: TimeSlot,
): readonly TimeSlot[] =>
  own
    .reduce((left, { slot }) => withoutTime(left, slot), busy)
    .map((slot) => clipped(slot, window))
    .filter(({ start, end }) => start < end);
