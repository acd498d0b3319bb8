import { localTime } from '../../../domain/clinic/local-time.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { Heard } from '../understanding/understand.ts';
import {
  alreadyStands,
  confirmationFollows,
  noHold,
  notYours,
  released,
} from '../replies/own-appointments.ts';
import { noTimes, pageSize } from '../replies/times.ts';
import { appointmentsKnown, missing } from './agenda.ts';
import {
  awaitsYes,
  isSaid,
  ownQuestion,
  release,
  stands,
  type AgendaSituation,
  type AgendaStep,
} from './agenda-step.ts';
import { askAgain } from './ask-again.ts';
import { holdTime } from './hold-time.ts';
import { listTimes, localDay } from './listed-times.ts';
import { broadened, subjectOf, wishFor } from './subjects.ts';
import { slotPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import { isKept, isPartlyUnknown, ofSubject, timesKnown, timesOf } from './usable-times.ts';
import { nearest } from './wanted-times.ts';

/**
 * The patient's yes. Said once more it changes nothing; said of a hold that has run out it holds the time again, if it
 * is still free, and asks again.
 */
export const sayYes = (id: AppointmentId, heard: Heard, situation: AgendaSituation): AgendaStep =>
  withOwn(id, situation, (held) => {
    const { context, now } = situation;
    if (stands(held, now)) return { reply: alreadyStands(held, context) };
    if (!awaitsYes(held, now)) return holdAgain(held, situation);
    const { hesitates, change, step } = heard.talk;
    if (hesitates || change !== undefined || step !== undefined) return askAgain(held, situation);
    const { topics, media, health } = heard;
    const isMore = [...topics].some((topic) => topic !== 'confirm-booking' && topic !== 'booking');
    return {
      changes: [{ change: 'request', appointmentId: id, at: now }],
      // each bubble is billed: alone, the calendar's answer is the answer
      ...((isMore || media.length > 0 || health !== undefined) && { reply: confirmationFollows }),
    };
  });

/** Not this time: it is let go, and others near it are shown. */
export const wantOther = (id: AppointmentId, situation: AgendaSituation): AgendaStep =>
  withOwn(id, situation, (held) => {
    const { agenda, context, now } = situation;
    const subject = subjectOf(held, context);
    if (subject === undefined) return { reply: notYours(situation) };
    const wish = { ...wishFor(subject, situation), ...treatedBy(held) };
    const broad = broadened(subject, wish);
    const question = timesOf(broad, situation, { around: localDay(held.slot.start, situation) });
    const unknown = missing(agenda, [question]);
    if (unknown) return unknown;
    const others = timesKnown(question, wish.patientOf, situation).filter((time) => !isKept(time, held));
    const all = ofSubject(others, broad);
    if (all.length === 0 && isPartlyUnknown(question, broad, situation)) return { trouble: 'unreadable' };
    const isLetGo = awaitsYes(held, now);
    const changes = isLetGo ? [release(id, now)] : [];
    if (all.length === 0) return { reply: noTimes(broad, situation), changes };
    const { date: day, minutes } = localTime(context.timeZone, held.slot.start);
    const found = nearest(all, { day, minutes }, situation, pageSize);
    const freed = isLetGo ? `, liberei o horário de ${slotPhrase(held.slot.start, context.timeZone)}.` : '!';
    const words = [`Sem problema${freed} Estes são os horários mais próximos:`];
    const step = listTimes(broad, { found, all, words }, { ...wish, when: { day } }, situation);
    return isSaid(step) ? { ...step, changes } : step;
  });

/** Nothing is wanted any more. */
export const letGo = (id: AppointmentId, situation: AgendaSituation): AgendaStep =>
  withOwn(id, situation, (held) => {
    const { context, now } = situation;
    if (awaitsYes(held, now)) return setFree(held, situation);
    return { reply: stands(held, now) ? alreadyStands(held, context) : noHold(context) };
  });

/** Lets a hold go; what it would have taken the place of stands. */
export function setFree(held: Appointment, { agenda, context, now }: AgendaSituation): AgendaStep {
  const old = appointmentsKnown(agenda).find(({ id }) => id === held.replaces);
  return {
    reply: released(context, old && stands(old, now) ? old : undefined),
    changes: [release(held.id, now)],
  };
}

/** Looks the appointment up among the patient's own. */
export function withOwn(
  id: AppointmentId,
  situation: AgendaSituation,
  decide: (own: Appointment) => AgendaStep,
): AgendaStep {
  const unknown = missing(situation.agenda, [ownQuestion(situation, id)]);
  if (unknown) return unknown;
  const own = appointmentsKnown(situation.agenda).find((known) => known.id === id);
  return own === undefined ? { reply: notYours(situation) } : decide(own);
}

function holdAgain(ended: Appointment, situation: AgendaSituation): AgendaStep {
  const subject = subjectOf(ended, situation.context);
  if (subject === undefined) return { reply: notYours(situation) };
  const wish = { ...wishFor(subject, situation), ...treatedBy(ended) };
  return holdTime(broadened(subject, wish), ended, wish, situation, {
    free: 'A reserva anterior não valia mais, mas o horário continua livre.',
    gone: 'A reserva não vale mais, e esse horário já não está livre.',
  });
}

/** Whoever was given a time of a practitioner has said to be treated there. */
const treatedBy = ({ practitionerId }: Appointment) =>
  practitionerId === undefined ? {} : { patientOf: practitionerId };
