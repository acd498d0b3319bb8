import type { ClinicContext } from '../../../clinic/clinic-context.ts';
import { localTime, type LocalDate } from '../../../clinic/local-time.ts';
import type { Appointment } from '../../../scheduling/appointment.ts';
import type { SpokenFacts } from '../spoken-facts.ts';

/** A time of the agenda, by the clinic's clocks. */
export type KnownVisit = {
  readonly date: LocalDate;
  readonly minutes: number;
  readonly endMinutes?: number;
  readonly serviceId: string;
  readonly professionalId?: string | undefined;
  /** Absent for a time that is only free. */
  readonly appointment?: Appointment;
};

/** All times that this turn knows: the patient's own and what was found free. */
export function knownVisits({ context, appointments, acts, times }: SpokenFacts): readonly KnownVisit[] {
  const own = new Map(
    [...appointments, ...acts.flatMap((one) => ('appointment' in one ? [one.appointment] : []))].map(
      (appointment) => [appointment.id, appointment],
    ),
  );
  return [
    ...[...own.values()].map((appointment) => ownVisit(appointment, context)),
    ...times.map(({ start, serviceId, professionalId }) => ({
      ...localTime(context.timeZone, start),
      serviceId,
      professionalId,
    })),
  ];
}

const ownVisit = (appointment: Appointment, { timeZone }: ClinicContext): KnownVisit => ({
  ...localTime(timeZone, appointment.slot.start),
  endMinutes: localTime(timeZone, appointment.slot.end).minutes,
  serviceId: appointment.serviceId,
  professionalId: appointment.professionalId,
  appointment,
});
