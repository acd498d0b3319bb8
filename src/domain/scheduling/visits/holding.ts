import type { ClinicContext } from '../../clinic/clinic-context.ts';
import { occursAt, isPartlyUnknown, type OfferedSlot, type OfferedSlots } from '../offered-slots.ts';
import type { Professional } from '../../clinic/professional.ts';
import type { Appointment, AppointmentId } from '../appointment.ts';
import { given } from '../../given.ts';
import { rulesOf } from '../visit-limits.ts';
import { lateChange, type LateChange } from './late-change.ts';
import { awaitsCalendar, awaitsYes, isOpenTo, stands } from './patient-visits.ts';
import type { Subject } from './subject.ts';

/** A time that a patient wants to have held. */
export type HoldRequest = {
  readonly subject: Subject;
  readonly start: Date;
  /** Whose time it is, where it is somebody's. */
  readonly professionalId?: string | undefined;
  /** The professional who treats the patient already, as the patient says. */
  readonly patientOf?: string | undefined;
  /** Beside one of the same service that is still on its way into the calendar; said, not assumed. */
  readonly isFurther?: true | undefined;
};

/** Why a time is not held, other than by somebody's fault. */
export type NotHeld =
  /** What it was to take the place of is not the patient's, or over. */
  | { readonly outcome: 'not-yours' }
  /** It is too late for the patient to move it alone. */
  | { readonly outcome: 'too-late'; readonly appointment: Appointment; readonly late: LateChange }
  /** One of the same service still waits for the calendar. */
  | { readonly outcome: 'awaits-calendar'; readonly appointment: Appointment }
  /** The professional takes no new patients. */
  | { readonly outcome: 'only-for-patients'; readonly professional: Professional }
  /** Gone; the times there are instead. */
  | { readonly outcome: 'not-free'; readonly instead: OfferedSlots }
  /** The patient has this very time already. */
  | { readonly outcome: 'booked-already' | 'held-already'; readonly appointment: Appointment };

type MayHold = {
  readonly outcome: 'free';
  readonly time: OfferedSlot;
  /** What it takes the place of. */
  readonly moved: Appointment | undefined;
  /** Earlier holds, which end with it: a patient has one at a time. */
  readonly letGo: readonly Appointment[];
  /** Another one of the same service, which the patient may have forgotten. */
  readonly other: Appointment | undefined;
};

/** A calendar that decides about it could not be read. */
type Unknown = { readonly outcome: 'unknown' };

type Known = {
  /** Everything of this patient, and of nobody else. */
  readonly own: readonly Appointment[];
  /** Read for this decision. */
  readonly times: OfferedSlots;
  readonly now: Date;
};

/** Whether a time may be held for the patient. */
export function mayHold(
  request: HoldRequest,
  { own, times, now }: Known,
  context: ClinicContext,
): NotHeld | MayHold | Unknown {
  const { subject, start, professionalId, patientOf, isFurther } = request;
  const { service, moving } = subject;
  const moved = own.find(({ id }) => id === moving);
  if (moving !== undefined && (moved === undefined || !stands(moved, now))) return { outcome: 'not-yours' };
  const late = moved && lateChange('move', moved, context, now);
  if (moved && late) return { outcome: 'too-late', appointment: moved, late };
  const ofService = own.filter(({ serviceId }) => serviceId === service.id);
  const pending = isFurther ? undefined : ofService.find(awaitsCalendar);
  if (pending) return { outcome: 'awaits-calendar', appointment: pending };
  const professional = context.professionals.find(({ id }) => id === professionalId);
  if (professional && !isOpenTo(professional, moved?.professionalId ?? patientOf))
    return { outcome: 'only-for-patients', professional };
  const time = times.slots.find((offered) => occursAt(offered, { slot: { start }, professionalId }));
  if (time === undefined)
    return start > now && isPartlyUnknown(times, subject)
      ? { outcome: 'unknown' }
      : { outcome: 'not-free', instead: times };
  if (moved && occursAt(time, moved)) return { outcome: 'booked-already', appointment: moved };
  const letGo = own.filter((one) => awaitsYes(one, now));
  const same = letGo.find((one) => occursAt(time, one) && one.serviceId === service.id);
  if (same && same.replaces === moving) return { outcome: 'held-already', appointment: same };
  const other = ofService.find((one) => stands(one, now) && one !== moved);
  return { outcome: 'free', time, moved, letGo, other };
}

type NewHold = Pick<Appointment, 'contactId' | 'conversationId'> & {
  readonly id: AppointmentId;
  readonly subject: Subject;
  readonly time: OfferedSlot;
  readonly moved: Appointment | undefined;
  readonly now: Date;
  readonly holdMs: number;
};

export const newHold = (
  { id, subject: { service }, time, moved, now, holdMs, ...who }: NewHold,
  context: ClinicContext,
): Appointment => ({
  id,
  clinicId: context.clinicId,
  seriesId: moved?.seriesId ?? id,
  state: 'held',
  holdExpiresAt: new Date(now.getTime() + holdMs),
  serviceId: service.id,
  serviceName: service.name,
  ...time,
  bufferMinutes: rulesOf(context, {
    serviceId: service.id,
    ...given({ professionalId: time.professionalId }),
  }).bufferMinutes,
  ...who,
  generation: 1,
  ...(moved && { replaces: moved.id }),
  version: 1,
  createdAt: now,
});

/** What is held cannot be prolonged: the same time under another id, to be made when the old hold is let go. */
export const renewedHold = (
  held: Appointment,
  id: AppointmentId,
  now: Date,
  holdMs: number,
): Appointment => ({
  ...held,
  id,
  seriesId: held.replaces === undefined ? id : held.seriesId,
  holdExpiresAt: new Date(now.getTime() + holdMs),
  version: 1,
  createdAt: now,
});
