import { localTime } from '../../../domain/clinic/local-time.ts';
import { slotPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { awaitsYes } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { AgendaTalk } from '../understanding/agenda-talk.ts';
import type { Understanding } from '../understanding/understand.ts';
import {
  alreadyStands,
  confirmationFollows,
  noHold,
  notYours,
  released,
} from '../replies/own-appointments.ts';
import { noTimes, pageSize } from '../replies/times.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { holdTime } from './hold-time.ts';
import { listTimes, localDay } from './listed-times.ts';
import { askAgain } from './reminders.ts';
import { broadened, requestFor, subjectOf } from './subjects.ts';
import { timesFor } from './usable-times.ts';
import { nearest } from './wanted-times.ts';

/** Whether a yes is taken back in the same breath. */
export const takesBack = ({ hesitates, change, step }: AgendaTalk): boolean =>
  hesitates || change !== undefined || step !== undefined;

/**
 * The patient's yes. Said once more it changes nothing; said of a hold that has run out it holds the time again, if it
 * is still free, and asks again. A yes that is taken back, or that only a machine heard, is asked for again.
 */
export async function sayYes(
  id: AppointmentId,
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const { agenda, context, now } = situation;
  const { talk, topics, media, health } = understood;
  const isUnsure = takesBack(talk) || !situation.maySettle;
  const held = isUnsure ? await agenda.appointment(id) : undefined;
  if (held && awaitsYes(held, now)) return askAgain(held, situation);
  const yes = await agenda.confirm(id);
  switch (yes.outcome) {
    case 'not-yours':
      return { reply: notYours(situation) };
    case 'stands':
      return { reply: alreadyStands(yes.appointment, context) };
    case 'over':
      return holdAgain(yes.appointment, situation);
    case 'requested': {
      const isMore = [...topics].some((topic) => topic !== 'confirm-booking' && topic !== 'booking');
      // each bubble is billed: alone, the calendar's answer is the answer
      return isMore || media.length > 0 || health !== undefined ? { reply: confirmationFollows } : {};
    }
  }
}

/** Not this time: it is let go, and others near it are shown. */
export const wantOther = (id: AppointmentId, situation: AgendaSituation): Promise<AgendaAnswer> =>
  withOwn(id, situation, async (held) => {
    const { agenda, context } = situation;
    const subject = subjectOf(held, context);
    if (subject === undefined) return { reply: notYours(situation) };
    const request = { ...requestFor(subject, situation), ...treatedBy(held) };
    const broad = broadened(subject, request);
    const around = localDay(held.slot.start, situation);
    const all = await timesFor(broad, request.patientOf, situation, { around, except: held });
    if ('failure' in all) return all;
    // heard only, it shows the others and keeps this one
    const outcome = situation.maySettle ? (await agenda.release(id)).outcome : 'kept';
    if (all.length === 0) return { reply: noTimes(broad, situation) };
    const { date: day, minutes } = localTime(context.timeZone, held.slot.start);
    const found = nearest(all, { day, minutes }, situation, pageSize);
    const when = slotPhrase(held.slot.start, context.timeZone);
    const freed = outcome === 'released' ? `, liberei o horário de ${when}.` : '!';
    const words = [`Sem problema${freed} Estes são os horários mais próximos:`];
    return listTimes(broad, { found, all, words }, { ...request, when: { day } }, situation);
  });

/** Nothing is wanted any more. */
export async function letGo(id: AppointmentId, situation: AgendaSituation): Promise<AgendaAnswer> {
  const { agenda, context, now, maySettle } = situation;
  const held = maySettle ? undefined : await agenda.appointment(id);
  if (held && awaitsYes(held, now)) return askAgain(held, situation);
  const end = await agenda.release(id);
  switch (end.outcome) {
    case 'not-yours':
      return { reply: notYours(situation) };
    case 'stands':
      return { reply: alreadyStands(end.appointment, context) };
    case 'over':
      return { reply: noHold(context) };
    case 'released':
      return { reply: released(context, end.kept) };
  }
}

/** Looks the appointment up among the patient's own. */
export async function withOwn(
  id: AppointmentId,
  situation: AgendaSituation,
  decide: (own: Appointment) => AgendaAnswer | Promise<AgendaAnswer>,
): Promise<AgendaAnswer> {
  const own = await situation.agenda.appointment(id);
  return own === undefined ? { reply: notYours(situation) } : decide(own);
}

async function holdAgain(ended: Appointment, situation: AgendaSituation): Promise<AgendaAnswer> {
  const subject = subjectOf(ended, situation.context);
  if (subject === undefined) return { reply: notYours(situation) };
  const request = { ...requestFor(subject, situation), ...treatedBy(ended) };
  return holdTime(broadened(subject, request), ended, request, situation, {
    free: 'A reserva anterior não valia mais, mas o horário continua livre.',
    gone: 'A reserva não vale mais, e esse horário já não está livre.',
  });
}

/** Whoever was given a time of a professional has said to be treated there. */
const treatedBy = ({ professionalId }: Appointment) =>
  professionalId === undefined ? {} : { patientOf: professionalId };
