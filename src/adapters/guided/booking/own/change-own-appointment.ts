import { clipped } from '../../../../domain/language/text-length.ts';
import { bookedPhrase } from '../../../../domain/patient-messages/slot-phrases.ts';
import type { Appointment, AppointmentId } from '../../../../domain/scheduling/appointment.ts';
import { awaitsCalendar, awaitsYes, stands } from '../../../../domain/scheduling/visits/patient-visits.ts';
import { lateChange } from '../../../../domain/scheduling/visits/late-change.ts';
import type { WantedTime } from '../../../../domain/scheduling/wanted-time.ts';
import { tooLate } from '../../replies/late-change.ts';
import { passChange } from '../../replies/handover.ts';
import {
  askSure,
  cancelled,
  kept,
  notYours,
  showOne,
  stillConfirming,
} from '../../replies/own-appointments.ts';
import type { Understanding } from '../../understanding/understand.ts';
import { wantedTimeIn } from '../../understanding/wanted-time.ts';
import type { AgendaAnswer, AgendaSituation, BookingReply } from '../agenda-answer.ts';
import { continueBooking } from '../continue-booking.ts';
import { letGo, withOwn } from '../held-time.ts';
import { askForDay, localDay } from '../listed-times.ts';
import { besideVisit } from './relative-time.ts';
import { offerTimes } from '../offer-times.ts';
import { askWhich, namedAmongOwn, openHold } from './own-appointments.ts';
import { subjectToMove } from '../subjects.ts';

/** "Quero desmarcar", "preciso remarcar para sexta às 10h", "não vou poder ir". */
export async function changeOwn(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const { talk, normal, when } = understood;
  const { change } = talk;
  // "quero mudar o horário" while times are being looked at means those
  const isOfList = situation.dialogue.request?.shown !== undefined && !/\bconsulta\b/.test(normal);
  if (change === 'move' && isOfList) {
    const step = when === undefined ? 'other-day' : undefined;
    return continueBooking({ ...understood, talk: { ...talk, step } }, situation);
  }
  // in "de quinta para sexta" the first day says which one, the second where to
  const [which = '', ...rest] = change === 'move' ? normal.split(' para ') : [normal];
  const meant = await namedAmongOwn(which, understood, situation);
  const [only] = meant;
  const held = await openHold(situation);
  if (only === undefined && held !== undefined && change === 'cancel') return letGo(held.id, situation);
  const towards = wantedTimeIn(rest.join(' '), situation.today);
  if (only === undefined || meant.length > 1) return askWhich(meant, change ?? 'show', situation, towards);
  const named = wantedTimeIn(which, situation.today);
  const isOther = named?.day !== localDay(only.slot.start, situation);
  const where = towards ?? (isOther ? named : undefined);
  return actOn(only, change ?? 'show', besideVisit(only, normal, where, situation), situation);
}

/** What was asked for, now that it is clear of which. */
export async function actOn(
  own: Appointment,
  act: 'show' | 'move' | 'cancel',
  towards: WantedTime | undefined,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  if (act === 'cancel') return askToCancel(own, situation);
  return act === 'move' ? startMove(own, towards, situation) : { reply: showOne(own, situation.context) };
}

export function askToCancel(appointment: Appointment, situation: AgendaSituation): BookingReply {
  const { context, now } = situation;
  const late = lateChange('cancel', appointment, context, now);
  if (late) return { reply: tooLate('cancel', appointment, late, situation) };
  return {
    reply: askSure(appointment, context),
    request: { asked: 'cancellation', appointmentId: appointment.id, serviceId: appointment.serviceId },
  };
}

/** The new time takes the place of the old one only when the calendar has confirmed it. */
async function startMove(
  appointment: Appointment,
  when: WantedTime | undefined,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const { agenda, context, now } = situation;
  const late = lateChange('move', appointment, context, now);
  if (late) return { reply: tooLate('move', appointment, late, situation) };
  const pending = (await agenda.appointments()).find(
    (own) => awaitsCalendar(own) && (own.id === appointment.id || own.replaces === appointment.id),
  );
  if (pending) return { reply: stillConfirming(pending, context) };
  const subject = subjectToMove(appointment, context);
  if (subject === undefined) return { reply: passChange(situation) };
  const { professionalId: patientOf } = appointment;
  const request = patientOf === undefined ? {} : { patientOf };
  if (when !== undefined) return offerTimes(subject, { when }, request, situation);
  const policy = context.booking.rescheduling;
  const intro = [
    `Vamos remarcar: ${bookedPhrase(appointment, context)}.`,
    policy === undefined ? '' : `Nossa política: ${clipped(policy, 300)}`,
    'Para qual dia e período? Até lá, o seu horário atual continua valendo.',
  ];
  return askForDay(subject, request, intro.filter(Boolean).join(' '), situation);
}

/** A tap on something of one appointment, which may be anybody's and of any age. */
export const actOnOwn = (
  act: 'show' | 'move' | 'cancel' | 'sure' | 'keep',
  id: AppointmentId,
  { when, talk }: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer> =>
  withOwn(id, situation, (own) => {
    const { context, now } = situation;
    if (awaitsYes(own, now) && (act === 'cancel' || act === 'sure')) return letGo(id, situation);
    if (!stands(own, now)) return { reply: notYours(situation) };
    switch (act) {
      case 'show':
        return { reply: showOne(own, context) };
      case 'move':
        return startMove(own, when ?? towardsBefore(situation), situation);
      case 'cancel':
        return askToCancel(own, situation);
      case 'keep':
        return { reply: kept(own, context) };
      case 'sure':
        // "sim, cancelar" and "não, espera" in one breath
        return talk.hesitates || !situation.maySettle
          ? askToCancel(own, situation)
          : cancelOwn(id, situation);
    }
  });

/** Where to, as it was said before "which one?" was asked. */
const towardsBefore = ({ dialogue: { request } }: AgendaSituation): WantedTime | undefined =>
  request?.asked === 'which' && request.act === 'move' ? request.when : undefined;

async function cancelOwn(id: AppointmentId, situation: AgendaSituation): Promise<AgendaAnswer> {
  const end = await situation.agenda.cancel(id);
  if (end.outcome === 'not-yours') return { reply: notYours(situation) };
  if (end.outcome === 'too-late') return { reply: tooLate('cancel', end.appointment, end.late, situation) };
  return { reply: cancelled(end.appointment, end.kept, situation) };
}
