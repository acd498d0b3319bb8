import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { clipped } from '../../../domain/language/text-length.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { BookingWish } from '../booking-request.ts';
import type { Heard } from '../understanding/understand.ts';
import { passChange, passConfirmation } from '../replies/handover.ts';
import {
  askSure,
  cancelled,
  kept,
  listOwn,
  notYours,
  presenceNoted,
  showOne,
  stillConfirming,
} from '../replies/own-appointments.ts';
import { wantedTimeIn } from '../understanding/wanted-time.ts';
import { appointmentsKnown, missing } from './agenda.ts';
import {
  awaitsCalendar,
  awaitsYes,
  ownQuestion,
  stands,
  type AgendaSituation,
  type AgendaStep,
} from './agenda-step.ts';
import { askForDay } from './ask-for-day.ts';
import { askAgain } from './ask-again.ts';
import { setFree, withOwn } from './decide-hold.ts';
import { localDay } from './listed-times.ts';
import { offerTimes } from './offer-times.ts';
import { bookedPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import { subjectToMove } from './subjects.ts';

/** "Minhas consultas". */
export const tellOwn = (heard: Heard, situation: AgendaSituation): AgendaStep =>
  ofThose(heard.normal, heard, situation, (meant) => {
    const held = appointmentsKnown(situation.agenda).find((own) => awaitsYes(own, situation.now));
    if (meant.length === 0 && held) return askAgain(held, situation);
    return askWhich(meant, 'show', situation);
  });

/** "Quero desmarcar", "preciso remarcar para sexta às 10h", "não vou poder ir". */
export function changeOwn(heard: Heard, situation: AgendaSituation): AgendaStep {
  const { change } = heard.talk;
  // in "de quinta para sexta" the first day says which one, the second where to
  const [which = '', ...towards] = change === 'move' ? heard.normal.split(' para ') : [heard.normal];
  return ofThose(which, heard, situation, (meant) => {
    const [only] = meant;
    const held = appointmentsKnown(situation.agenda).find((own) => awaitsYes(own, situation.now));
    if (only === undefined && held !== undefined && change === 'cancel') {
      return setFree(held, situation);
    }
    const towardsWhen = wantedTimeIn(towards.join(' '), situation.today);
    if (only === undefined || meant.length > 1)
      return askWhich(meant, change ?? 'show', situation, towardsWhen);
    if (change === 'cancel') return askToCancel(only, situation);
    if (change !== 'move') return { reply: showOne(only, situation.context) };
    const named = wantedTimeIn(which, situation.today);
    const isOther = named?.day !== localDay(only.slot.start, situation);
    const when = towardsWhen ?? (isOther ? named : undefined);
    return startMove(only, when, situation);
  });
}

/** "Confirmo a minha presença": of what is kept or stands here; otherwise the clinic's people know. */
export const confirmPresence = (heard: Heard, situation: AgendaSituation): AgendaStep =>
  ofThose(heard.normal, heard, situation, ([first]) => {
    const held = appointmentsKnown(situation.agenda).find((own) => awaitsYes(own, situation.now));
    if (held) return askAgain(held, situation);
    return {
      reply: first === undefined ? passConfirmation(situation) : presenceNoted(first, situation.context),
    };
  });

/** Several could be meant; where to is kept in mind. */
export const askWhich = (
  meant: readonly Appointment[],
  act: 'show' | 'move' | 'cancel',
  situation: AgendaSituation,
  towards?: WantedTime,
): AgendaStep => ({
  reply: listOwn(meant, act, situation),
  ...(meant.length > 1 && { wish: { asked: 'which', act, ...(towards && { when: towards }) } }),
});

/** What was asked for, now that it is clear of which. */
export function actOn(
  own: Appointment,
  act: 'show' | 'move' | 'cancel',
  towards: WantedTime | undefined,
  situation: AgendaSituation,
): AgendaStep {
  if (act === 'cancel') return askToCancel(own, situation);
  return act === 'move' ? startMove(own, towards, situation) : { reply: showOne(own, situation.context) };
}

/** What stands, narrowed to what was named where that leaves something. */
function ofThose(
  said: string,
  { mentions, talk }: Heard,
  situation: AgendaSituation,
  decide: (meant: readonly Appointment[]) => AgendaStep,
): AgendaStep {
  const unknown = missing(situation.agenda, [ownQuestion(situation)]);
  if (unknown) return unknown;
  const all = inOneVoice(appointmentsKnown(situation.agenda), talk.change, situation);
  const day = wantedTimeIn(said, situation.today)?.day;
  const isMeant = [
    ({ slot }: Appointment) => localDay(slot.start, situation) === day,
    ({ serviceId }: Appointment) => mentions.services.some(({ id }) => id === serviceId),
    ({ practitionerId }: Appointment) => mentions.practitioners.some(({ id }) => id === practitionerId),
  ];
  return decide(
    isMeant.reduce((left, sign) => {
      const meant = left.filter(sign);
      return meant.length > 0 ? meant : left;
    }, all),
  );
}

/** Of an appointment and the open wish to move it, the one that is meant: who cancels, means both. */
export function inOneVoice(
  known: readonly Appointment[],
  change: 'cancel' | 'move' | undefined,
  { now }: AgendaSituation,
): readonly Appointment[] {
  const all = known.filter((own) => stands(own, now));
  const moves = all.filter((own) => awaitsCalendar(own) && all.some(({ id }) => id === own.replaces));
  return all.filter((own) =>
    change === 'cancel' ? !moves.includes(own) : !moves.some(({ replaces }) => replaces === own.id),
  );
}

export const askToCancel = (appointment: Appointment, { context }: AgendaSituation): AgendaStep => ({
  reply: askSure(appointment, context),
  wish: { asked: 'cancellation', appointmentId: appointment.id, serviceId: appointment.serviceId },
});

/** The new time takes the place of the old one only when the calendar has confirmed it. */
function startMove(
  appointment: Appointment,
  when: WantedTime | undefined,
  situation: AgendaSituation,
): AgendaStep {
  const { agenda, context } = situation;
  const pending = appointmentsKnown(agenda).find(
    (own) => awaitsCalendar(own) && (own.id === appointment.id || own.replaces === appointment.id),
  );
  if (pending) return { reply: stillConfirming(pending, context) };
  const subject = subjectToMove(appointment, context);
  if (subject === undefined) return { reply: passChange(situation) };
  const wish: Partial<BookingWish> = {
    ...(appointment.practitionerId !== undefined && { patientOf: appointment.practitionerId }),
  };
  if (when !== undefined) return offerTimes(subject, { when }, wish, situation);
  const policy = context.booking.rescheduling;
  const intro = [
    `Vamos remarcar: ${bookedPhrase(appointment, context)}.`,
    policy === undefined ? '' : `Nossa política: ${clipped(policy, 300)}`,
    'Para qual dia e período? Até lá, o seu horário atual continua valendo.',
  ];
  return askForDay(subject, wish, intro.filter(Boolean).join(' '), situation);
}

/** A tap on something of one appointment, which may be anybody's and of any age. */
export function actOnOwn(
  act: 'show' | 'move' | 'cancel' | 'sure' | 'keep',
  id: AppointmentId,
  heard: Heard,
  situation: AgendaSituation,
): AgendaStep {
  return withOwn(id, situation, (own) => {
    const { context, now } = situation;
    if (awaitsYes(own, now) && (act === 'cancel' || act === 'sure')) {
      return setFree(own, situation);
    }
    if (!stands(own, now)) return { reply: notYours(situation) };
    switch (act) {
      case 'show':
        return { reply: showOne(own, context) };
      case 'move':
        return startMove(own, heard.when ?? towardsBefore(situation), situation);
      case 'cancel':
        return askToCancel(own, situation);
      case 'keep':
        return { reply: kept(own, context) };
      case 'sure':
        // "sim, cancelar" and "não, espera" in one breath
        return heard.talk.hesitates ? askToCancel(own, situation) : cancelOwn(own, situation);
    }
  });
}

/** Where to, as it was said before "which one?" was asked. */
const towardsBefore = ({ dialogue: { wish } }: AgendaSituation): WantedTime | undefined =>
  wish?.asked === 'which' && wish.act === 'move' ? wish.when : undefined;

/** With it goes a wish to move it. */
function cancelOwn(appointment: Appointment, situation: AgendaSituation): AgendaStep {
  const { agenda, now } = situation;
  const moves = appointmentsKnown(agenda).filter(
    (own) => own.replaces === appointment.id && (awaitsCalendar(own) || awaitsYes(own, now)),
  );
  const before = appointmentsKnown(agenda).find((own) => own.id === appointment.replaces && stands(own, now));
  return {
    reply: cancelled(appointment, before, situation),
    changes: [...moves, appointment].map(({ id }) => ({
      change: 'cancel',
      appointmentId: id,
      reason: 'by-patient',
      at: now,
    })),
  };
}
