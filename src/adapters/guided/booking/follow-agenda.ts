import { localTime } from '../../../domain/clinic/local-time.ts';
import type { BookingWish } from '../booking-request.ts';
import { isKind } from '../understanding/courtesy.ts';
import type { Heard } from '../understanding/understand.ts';
import { notYours } from '../replies/own-appointments.ts';
import { stands, type AgendaSituation, type AgendaStep } from './agenda-step.ts';
import { askForDay } from './ask-for-day.ts';
import { hearSure, hearYes, isYesTo } from './answers-to-us.ts';
import { actOnOwn, changeOwn, confirmPresence, tellOwn } from './change-own-appointment.ts';
import type { AgendaTap, Subject } from '../../../domain/patient-messages/choice-ids.ts';
import { continueBooking } from './continue-booking.ts';
import { letGo, sayYes, wantOther, withOwn } from './decide-hold.ts';
import { bookFurther, isOneMore } from './further-booking.ts';
import { holdTime } from './hold-time.ts';
import { offerTimes, type Wanted } from './offer-times.ts';
import { broadened, subjectOfWish, wishFor } from './subjects.ts';
import { hearWhich } from './choose-own-appointment.ts';

/** What the turn means to the clinic's agenda; `undefined` when it is about something else. */
export function followAgenda(heard: Heard, situation: AgendaSituation): AgendaStep | undefined {
  if (heard.tap) return followTap(heard.tap, heard, situation);
  const wish = situation.dialogue.wish;
  const asked = wish?.appointmentId === undefined ? undefined : wish.asked;
  if (wish?.appointmentId !== undefined) {
    const step =
      asked === 'confirmation'
        ? hearYes(wish.appointmentId, heard, situation)
        : asked === 'cancellation'
          ? hearSure(wish.appointmentId, heard, situation)
          : undefined;
    if (step) return step;
  }
  const answer =
    wish?.asked === 'which' ? hearWhich(wish, heard, situation) : hearYesToOnly(heard, situation);
  if (answer) return answer;
  const { talk, topics, courtesy } = heard;
  // "cancela" in the middle of choosing means the choosing
  if (wish !== undefined && wish.asked !== 'known-patient' && courtesy.declines) return undefined;
  if (topics.has('change-booking')) {
    // "quero mudar o horário" while times are being looked at means those
    const isOfFlow =
      wish?.shown !== undefined && talk.change === 'move' && !/\bconsulta\b/.test(heard.normal);
    if (!isOfFlow) return changeOwn(heard, situation);
    const step = heard.when === undefined ? 'other-day' : undefined;
    return continueBooking({ ...heard, talk: { ...talk, step } }, situation);
  }
  if (topics.has('confirm-booking')) return confirmPresence(heard, situation);
  if (talk.isAboutOwn) return tellOwn(heard, situation);
  return isAboutBooking(heard, situation) ? continueBooking(heard, situation) : undefined;
}

/** "Sim" to a list of one time takes it. */
function hearYesToOnly(heard: Heard, situation: AgendaSituation): AgendaStep | undefined {
  const { context, dialogue } = situation;
  const { wish } = dialogue;
  const [first, last] = wish?.shown ?? [];
  const subject = wish?.asked === 'slot' ? subjectOfWish(wish, context) : undefined;
  if (wish === undefined || subject === undefined || first === undefined || first !== last) return undefined;
  const { date: day, minutes } = localTime(context.timeZone, new Date(first));
  const when = { day, minutes };
  return isYesTo({ ...wish, when }, heard, situation)
    ? offerTimes(subject, { when }, wish, situation)
    : undefined;
}

function followTap(tap: AgendaTap, heard: Heard, situation: AgendaSituation): AgendaStep {
  switch (tap.act) {
    case 'slot': {
      const wish = wishFor(tap.subject, situation);
      const { practitioner } = tap.subject;
      const chosen = { slot: { start: tap.at }, ...(practitioner && { practitionerId: practitioner.id }) };
      return holdTime(broadened(tap.subject, wish), chosen, wish, situation);
    }
    case 'more': {
      const wish = wishFor(tap.subject, situation);
      return timesFor(tap.subject, { when: wish.when, after: tap.at }, situation);
    }
    case 'on':
      if (tap.day < situation.today)
        return timesFor(tap.subject, { intro: 'Esse dia já passou.' }, situation);
      return timesFor(tap.subject, { when: { day: tap.day, period: tap.period } }, situation);
    case 'soon':
      return timesFor(tap.subject, { when: { period: 'any' } }, situation);
    case 'days':
      return ifMovable(tap.subject, situation, (wish) =>
        askForDay(broadened(tap.subject, wish), wish, 'Claro! Qual dia e período você prefere?', situation),
      );
    case 'anyone':
      return continueBooking(heard, situation, { isAnyone: true });
    case 'patient':
      return continueBooking(heard, situation, { patientOf: tap.practitioner.id });
    case 'new-patient':
      return continueBooking(heard, situation, { isNew: true });
    case 'mine':
      return tellOwn(heard, situation);
    case 'confirm':
      if (isOneMore(heard, situation)) return bookFurther(tap.appointmentId, heard, situation);
      return sayYes(tap.appointmentId, heard, situation);
    case 'other':
      return wantOther(tap.appointmentId, situation);
    case 'release':
      return letGo(tap.appointmentId, situation);
    case 'show':
    case 'move':
    case 'cancel':
    case 'sure':
    case 'keep':
      return actOnOwn(tap.act, tap.appointmentId, heard, situation);
  }
}

const timesFor = (subject: Subject, wanted: Wanted, situation: AgendaSituation): AgendaStep =>
  ifMovable(subject, situation, (wish) => offerTimes(broadened(subject, wish), wanted, wish, situation));

/** A list of times for a move is worth nothing when what it would move is not there, or not the patient's. */
function ifMovable(
  subject: Subject,
  situation: AgendaSituation,
  next: (wish: Partial<BookingWish>) => AgendaStep,
): AgendaStep {
  const wish = wishFor(subject, situation);
  if (subject.moving === undefined) return next(wish);
  return withOwn(subject.moving, situation, (own) => {
    if (!stands(own, situation.now)) return { reply: notYours(situation) };
    return next({ ...wish, ...(own.practitionerId !== undefined && { patientOf: own.practitionerId }) });
  });
}

/** Whether something is said about a booking that is under way, or wanted. */
function isAboutBooking(heard: Heard, { dialogue, context }: AgendaSituation): boolean {
  const { topics, when, mentions, talk, courtesy } = heard;
  if (topics.has('booking')) return true;
  if (context.services.length === 0 || courtesy.declines) return isAnsweringNo(heard, dialogue.wish);
  const { wish, lastServiceId } = dialogue;
  if (wish === undefined) {
    const isRemembered = heard.isShort && context.services.some(({ id }) => id === lastServiceId);
    return isRemembered && when !== undefined && topics.size === 0 && mentions.insurances.length === 0;
  }
  // "quanto custa na quinta?" asks for a price; "tem mais cedo?" only sounds like asking what there is
  if ([...topics].some((topic) => topic !== 'services' && topic !== 'hours')) return false;
  switch (wish.asked) {
    case 'service':
      return mentions.services.length > 0 || (when !== undefined && topics.size === 0);
    case 'practitioner':
      return mentions.practitioners.length > 0 || talk.isAnyone || when !== undefined;
    case 'known-patient':
      return talk.isPatient !== undefined || courtesy.agrees || isKind(heard.picture);
    case 'when':
    case 'slot':
    case 'confirmation':
      return (
        when !== undefined ||
        talk.step !== undefined ||
        talk.isSoon ||
        mentions.practitioners.length > 0 ||
        (mentions.services.length > 0 && topics.size === 0)
      );
    case 'cancellation':
    case 'which':
      return false;
  }
}

const isAnsweringNo = ({ talk, courtesy }: Heard, wish: BookingWish | undefined): boolean =>
  wish?.asked === 'known-patient' && (courtesy.declines || talk.isPatient !== undefined);
