import { isLive, type Appointment } from '../appointment.ts';

/** What the patient was told last of a visit, before the calendar changed it. */
type Known = Pick<Appointment, 'professionalId'> & {
  readonly start: Date;
  /** They expect to come. */
  readonly isLive: boolean;
};

export type PendingNews = {
  readonly known: Known;
  /** When they are told; every further change puts it off. */
  readonly at: Date;
};

export const knownOf = (appointment: Appointment): Known => ({
  start: appointment.slot.start,
  isLive: isLive(appointment),
  ...(appointment.professionalId !== undefined && { professionalId: appointment.professionalId }),
});

/** What the patient has to be told: the difference between what they know and what the book says. Often nothing. */
export function newsFor(
  { known }: PendingNews,
  now: Appointment,
): 'moved-by-clinic' | 'cancelled' | 'confirmed' | undefined {
  if (!isLive(now)) return known.isLive ? 'cancelled' : undefined;
  if (!known.isLive) return 'confirmed';
  const isSame =
    known.start.getTime() === now.slot.start.getTime() && known.professionalId === now.professionalId;
  return isSame ? undefined : 'moved-by-clinic';
}
