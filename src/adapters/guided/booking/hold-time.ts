import { localTime } from '../../../domain/clinic/local-time.ts';
import { bookedPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import type { OfferedSlots } from '../../../domain/scheduling/offered-slots.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { VisitRequest } from '../visit-request.ts';
import { tooLate } from '../replies/late-change.ts';
import { askYes, notYours, stillConfirming } from '../replies/own-appointments.ts';
import { askIfPatient, noTimes, pageSize } from '../replies/times.ts';
import type { AgendaAnswer, AgendaSituation, BookingReply } from './agenda-answer.ts';
import { askForDay, listTimes, remembered } from './listed-times.ts';
import { askAgain } from './reminders.ts';
import { professionalNamed, usable } from './usable-times.ts';
import { nearest } from './wanted-times.ts';
import { given } from '../../../domain/given.ts';

type ChosenTime = {
  readonly slot: { readonly start: Date };
  readonly professionalId?: string | undefined;
};

/** Said before, when the time is free and when it is not. */
type Words = { readonly free?: string; readonly gone?: string };

/** Holds one time for the patient and asks for a yes; when it is gone, the nearest ones are offered. */
export async function holdTime(
  subject: Subject,
  { slot: { start }, professionalId }: ChosenTime,
  request: Partial<VisitRequest>,
  situation: AgendaSituation,
  { free, gone }: Words = {},
): Promise<AgendaAnswer> {
  const { agenda, context } = situation;
  const replaced = subject.moving && (await agenda.appointment(subject.moving));
  const patientOf = replaced?.professionalId ?? request.patientOf;
  const ofPatient = { ...request, ...given({ patientOf }) };
  const professional = professionalNamed(professionalId, context);
  const { date: day, minutes } = localTime(context.timeZone, start);
  const chosen = {
    ...remembered({ ...subject, ...given({ professional }) }, ofPatient),
    when: { day, minutes },
  };
  const { isFurther } = request;
  const held = await agenda.hold({ subject, start, professionalId, patientOf, isFurther });
  if ('failure' in held) return held;
  switch (held.outcome) {
    case 'not-yours':
      return { reply: notYours(situation) };
    case 'too-late':
      return { reply: tooLate('move', held.appointment, held.late, situation) };
    case 'awaits-calendar':
      return { reply: stillConfirming(held.appointment, context) };
    case 'only-for-patients':
      return { reply: askIfPatient(held.professional), request: { ...chosen, asked: 'known-patient' } };
    case 'not-free':
      return offerInstead(subject, { start, gone, instead: held.instead }, ofPatient, situation);
    case 'booked-already': {
      const intro = `Esse já é o seu horário: ${bookedPhrase(held.appointment, context)}. Para qual outro dia ou período você quer mudar?`;
      return askForDay(subject, chosen, intro, situation);
    }
    case 'held-already':
      return askAgain(held.appointment, situation);
    case 'held': {
      const { appointment, moved, letGo, other } = held;
      const shown = start.toISOString();
      return {
        reply: askYes(appointment, { moved, other, letGo, intro: free, holdMs: agenda.holdMs }, context),
        request: { ...chosen, asked: 'confirmation', appointmentId: appointment.id, shown: [shown, shown] },
      };
    }
  }
}

type Missed = {
  readonly start: Date;
  readonly gone: string | undefined;
  readonly instead: OfferedSlots;
};

function offerInstead(
  subject: Subject,
  { start, gone = 'Esse horário não está mais livre.', instead }: Missed,
  request: Partial<VisitRequest>,
  situation: AgendaSituation,
): BookingReply {
  const { context, now } = situation;
  const sorry = start > now ? gone : 'Esse horário já passou.';
  const all = usable(instead.slots, subject, request.patientOf, context);
  if (all.length === 0) {
    const reply = noTimes(subject, situation);
    return { reply: { ...reply, text: `${sorry} ${reply.text}` } };
  }
  const { date: day, minutes } = localTime(context.timeZone, start);
  const found = nearest(all, { day, minutes }, situation, pageSize);
  return listTimes(
    subject,
    { found, all, words: [sorry, 'Os mais próximos são estes:'] },
    request,
    situation,
  );
}
