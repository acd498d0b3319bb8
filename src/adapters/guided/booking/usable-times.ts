import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { LocalDate } from '../../../domain/clinic/local-time.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import { minuteText } from '../../../domain/patient-messages/choice-ids.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { isPartlyUnknown, occursAt, type OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import { isOpenTo } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { AgendaFailure } from '../../../application/ports/assistant/turn-tools.ts';
import type { AgendaSituation } from './agenda-answer.ts';

type Look = { readonly around?: LocalDate | undefined; readonly except?: Appointment };

/** Times of the subject for this patient, earliest first. None are a failure where a calendar could not be read. */
export async function timesFor(
  subject: Subject,
  patientOf: string | undefined,
  { agenda, context }: AgendaSituation,
  { around, except }: Look = {},
): Promise<readonly OfferedSlot[] | AgendaFailure> {
  const found = await agenda.findTimes(subject, around);
  if ('failure' in found) return found;
  const others = found.slots.filter((time) => except === undefined || !occursAt(time, except));
  const times = usable(others, subject, patientOf, context);
  return times.length === 0 && isPartlyUnknown(found, subject) ? { failure: 'unreadable' } : times;
}

/** Those of the practitioner, or of whoever takes this patient, each time once. */
export function usable(
  times: readonly OfferedSlot[],
  { practitioner }: Subject,
  patientOf: string | undefined,
  context: ClinicContext,
): readonly OfferedSlot[] {
  const byMinute = new Map<string, OfferedSlot>();
  for (const time of times) {
    const minute = minuteText(time.slot.start);
    const isTheirs = practitioner === undefined || time.practitionerId === practitioner.id;
    const isOpen = isOpenTo(practitionerNamed(time.practitionerId, context), patientOf);
    if (isTheirs && isOpen && !byMinute.has(minute)) byMinute.set(minute, time);
  }
  return [...byMinute.values()];
}

export type Choosable = { readonly practitioner: Practitioner; readonly first: OfferedSlot | undefined };

/** Who has free times, with the first of them; in the order of their first ones. */
export function whoHasTimes(times: readonly OfferedSlot[], context: ClinicContext): readonly Choosable[] {
  const ids = [...new Set(times.map(({ practitionerId }) => practitionerId))];
  return ids.flatMap((id) => {
    const practitioner = practitionerNamed(id, context);
    return practitioner
      ? [{ practitioner, first: times.find(({ practitionerId }) => practitionerId === id) }]
      : [];
  });
}

export const practitionerNamed = (
  id: string | undefined,
  { practitioners }: ClinicContext,
): Practitioner | undefined => practitioners.find((known) => known.id === id);
