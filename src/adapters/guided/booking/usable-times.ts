import { daysBetween, plusDays, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import type { AgendaQuestion, SlotsQuestion } from '../../../application/assistant/agenda-questions.ts';
import { appointmentsKnown, offeredTo } from './agenda.ts';
import { awaitsYes, ownQuestion, type AgendaSituation } from './agenda-step.ts';
import { minuteText, type Subject } from '../../../domain/patient-messages/choice-ids.ts';

/** More days than this are asked for only when one of them is named. */
const usualDays = 31;
const daysAround = 7;

/** Everybody's times are asked for, so that one answer serves the whole talk about a service. */
export function timesOf(
  { service, moving }: Subject,
  { today, context }: AgendaSituation,
  { around, anew = false }: { around?: LocalDate | undefined; anew?: boolean } = {},
): SlotsQuestion {
  const { horizonDays } = context.booking;
  const ahead = around === undefined ? 0 : daysBetween(today, around);
  const isFar = ahead >= usualDays && ahead <= horizonDays;
  return {
    kind: 'slots',
    serviceId: service.id,
    from: isFar ? plusDays(today, ahead - daysAround) : today,
    days: isFar ? 2 * daysAround : Math.min(horizonDays + 1, usualDays),
    ...(moving !== undefined && { moving }),
    ...(anew && { anew }),
  };
}

/** The same, and what is kept for this patient already. */
export const timesAndKept = (
  question: SlotsQuestion,
  situation: AgendaSituation,
): readonly AgendaQuestion[] =>
  situation.dialogue.holdId === undefined ? [question] : [question, ownQuestion(situation)];

/** What was answered, and the time that is kept for this very patient: nobody else's, so it can still be had. */
export function timesOffered(
  question: SlotsQuestion,
  { agenda, now }: AgendaSituation,
): readonly OfferedSlot[] {
  const slots = offeredTo(question, agenda)?.slots ?? [];
  const kept = appointmentsKnown(agenda)
    .filter((own) => awaitsYes(own, now) && own.serviceId === question.serviceId)
    .filter((own) => own.replaces === question.moving && !slots.some((time) => isKept(time, own)));
  return [
    ...slots,
    ...kept.map(({ slot, calendarId, practitionerId }) => ({
      slot,
      calendarId,
      ...(practitionerId !== undefined && { practitionerId }),
    })),
  ];
}

/** Whether a time is the one of the appointment. */
export const isKept = (
  { slot, practitionerId }: OfferedSlot,
  own: Pick<Appointment, 'slot' | 'practitionerId'>,
): boolean => minuteText(slot.start) === minuteText(own.slot.start) && practitionerId === own.practitionerId;

/** Whether a patient may be given times of this practitioner; `patientOf` is who treats the patient already. */
export const isOpenTo = (practitioner: Practitioner | undefined, patientOf: string | undefined): boolean =>
  practitioner === undefined || practitioner.acceptsNewPatients || practitioner.id === patientOf;

/** What was answered to the question, of those whom this patient may see; oldest first. */
export function timesKnown(
  question: SlotsQuestion,
  patientOf: string | undefined,
  situation: AgendaSituation,
): readonly OfferedSlot[] {
  const { agenda, context, now } = situation;
  const isTaken = ({ slot }: OfferedSlot) =>
    agenda.taken.some(({ start, end }) => slot.start < end && start < slot.end);
  const practitionerOf = ({ practitionerId }: OfferedSlot) =>
    context.practitioners.find(({ id }) => id === practitionerId);
  return timesOffered(question, situation)
    .filter((offered) => offered.slot.start > now && !isTaken(offered))
    .filter((offered) => isOpenTo(practitionerOf(offered), patientOf))
    .sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
}

/** Those of the practitioner, each time once. */
export function ofSubject(times: readonly OfferedSlot[], { practitioner }: Subject): readonly OfferedSlot[] {
  const byMinute = new Map<string, OfferedSlot>();
  for (const time of times) {
    const minute = minuteText(time.slot.start);
    const isTheirs = practitioner === undefined || time.practitionerId === practitioner.id;
    if (isTheirs && !byMinute.has(minute)) byMinute.set(minute, time);
  }
  return [...byMinute.values()];
}

/** Whether some calendar that decides about the subject could not be read. */
export const isPartlyUnknown = (
  question: SlotsQuestion,
  { practitioner }: Subject,
  { agenda }: AgendaSituation,
): boolean =>
  (offeredTo(question, agenda)?.unknownCalendars ?? []).some(
    ({ practitionerId }) =>
      practitioner === undefined || practitionerId === undefined || practitionerId === practitioner.id,
  );
