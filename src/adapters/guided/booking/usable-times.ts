import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { LocalDate } from '../../../domain/clinic/local-time.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
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

/** Those of the professional, or of whoever takes this patient, each time once. */
export function usable(
  times: readonly OfferedSlot[],
  { professional }: Subject,
  patientOf: string | undefined,
  context: ClinicContext,
): readonly OfferedSlot[] {
  const byMinute = new Map<string, OfferedSlot>();
  for (const time of times) {
    const minute = minuteText(time.slot.start);
    const isTheirs = professional === undefined || time.professionalId === professional.id;
    const isOpen = isOpenTo(professionalNamed(time.professionalId, context), patientOf);
    if (isTheirs && isOpen && !byMinute.has(minute)) byMinute.set(minute, time);
  }
  return [...byMinute.values()];
}

export type Choosable = { readonly professional: Professional; readonly first: OfferedSlot | undefined };

/** Who has free times, with the first of them; in the order of their first ones. */
export function whoHasTimes(times: readonly OfferedSlot[], context: ClinicContext): readonly Choosable[] {
  const ids = [...new Set(times.map(({ professionalId }) => professionalId))];
  return ids.flatMap((id) => {
    const professional = professionalNamed(id, context);
    return professional
      ? [{ professional, first: times.find(({ professionalId }) => professionalId === id) }]
      : [];
  });
}

export const professionalNamed = (
  id: string | undefined,
  { professionals }: ClinicContext,
): Professional | undefined => professionals.find((known) => known.id === id);
