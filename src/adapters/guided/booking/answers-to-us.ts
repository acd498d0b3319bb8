import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { BookingWish } from '../booking-request.ts';
import { isKind } from '../understanding/courtesy.ts';
import type { Heard } from '../understanding/understand.ts';
import { normalised, wordsOf } from '../../../domain/language/normalise-text.ts';
import type { Situation } from '../reply.ts';
import type { Topic } from '../understanding/topic.ts';
import { awaitsYes, type AgendaSituation, type AgendaStep } from './agenda-step.ts';
import { actOnOwn, askToCancel } from './change-own-appointment.ts';
import { askAgain } from './ask-again.ts';
import { letGo, sayYes, withOwn } from './decide-hold.ts';
import { bookFurther, isOneMore } from './further-booking.ts';
import { periodOf } from './wanted-times.ts';
import { beginsWithYes, isPlainYes, isYesToTime, meansThisTime } from '../understanding/yes-phrases.ts';

/** Said to "Confirma?" in words. */
export function hearYes(id: AppointmentId, heard: Heard, situation: AgendaSituation): AgendaStep | undefined {
  const { courtesy, talk, when, topics } = heard;
  const { wish } = situation.dialogue;
  const isBegun = beginsWithYes(wordsOf(heard.normal));
  if (isBegun && isOneMore(heard, situation)) return bookFurther(id, heard, situation);
  if (isYesTo(wish, heard, situation)) return sayYes(id, heard, situation);
  const isCancel = talk.change === 'cancel' && !talk.hesitates;
  if (courtesy.declines || (isCancel && !isBegun)) return letGo(id, situation);
  // "que ótimo 😊" is kind, but no yes; "confirmo se for de manhã" is not quite one
  const isKindly = (courtesy.agrees || isKind(heard.picture)) && topics.size === 0;
  const isSame = when !== undefined && isSameTime(when, wish);
  if (isKindly || isSame || isCancel || (topics.has('confirm-booking') && when === undefined)) {
    return withOwn(id, situation, (held) =>
      awaitsYes(held, situation.now) ? askAgain(held, situation) : sayYes(id, heard, situation),
    );
  }
  return undefined;
}

/** Said to "quer mesmo cancelar?" in words. */
export function hearSure(
  id: AppointmentId,
  heard: Heard,
  situation: AgendaSituation,
): AgendaStep | undefined {
  const { courtesy, talk } = heard;
  if (talk.change === 'move') return actOnOwn('move', id, heard, situation);
  if (talk.change === 'cancel' && talk.hesitates)
    return withOwn(id, situation, (own) => askToCancel(own, situation));
  if (talk.change === 'cancel' || isYes(heard)) return actOnOwn('sure', id, heard, situation);
  // "confirmo minha presença" is a no to this question
  const isToCome = isYesTo(situation.dialogue.wish, heard, situation);
  return courtesy.declines || isToCome ? actOnOwn('keep', id, heard, situation) : undefined;
}

/** A yes and nothing else. */
const isYes = (heard: Heard): boolean =>
  hasNothingMore(heard) &&
  heard.mentions.services.length + heard.mentions.practitioners.length === 0 &&
  heard.when === undefined &&
  (heard.picture === 'yes' || isPlainYes(wordsOf(heard.normal)));

/** A yes to the time that is kept: it, and what it is kept for, may be named; nothing else. */
export function isYesTo(wish: BookingWish | undefined, heard: Heard, { context }: Situation): boolean {
  const { mentions, when, picture } = heard;
  if (!hasNothingMore(heard) || (when !== undefined && !isWithin(when, wish))) return false;
  if (mentions.services.some(({ id }) => id !== wish?.serviceId)) return false;
  if (mentions.practitioners.some(({ id }) => id !== wish?.practitionerId)) return false;
  const names = context.practitioners.filter(({ id }) => id === wish?.practitionerId).flatMap(namesOf);
  const words = wordsOf(heard.marked).filter((word) => !names.includes(word));
  return picture === 'yes' || isYesToTime(words, when !== undefined);
}

const namesOf = ({ name, fullName = '' }: Practitioner) => wordsOf(normalised(`${name} ${fullName}`));

function hasNothingMore({ normal, topics, media, talk }: Heard): boolean {
  // "esse horário" asks for no opening hours
  const isMore = [...topics].some(
    (topic) => !ofBooking.has(topic) && !(topic === 'hours' && meansThisTime(wordsOf(normal))),
  );
  return (
    !isMore &&
    media.length === 0 &&
    !talk.hesitates &&
    !talk.isAboutOwn &&
    talk.change === undefined &&
    talk.step === undefined
  );
}

const ofBooking: ReadonlySet<Topic> = new Set(['confirm-booking', 'booking', 'services']);

const isSameTime = (when: WantedTime, wish: BookingWish | undefined): boolean =>
  when.minutes !== undefined && isWithin(when, wish);

/** Names the time that is kept, or its day, or its part of the day, and no other. */
function isWithin({ day, minutes, period, clock }: WantedTime, wish: BookingWish | undefined): boolean {
  const kept = wish?.when;
  if (kept?.minutes === undefined || clock !== undefined) return false;
  if (day !== undefined && day !== kept.day) return false;
  return minutes === undefined
    ? period === undefined || period === periodOf(kept.minutes)
    : minutes === kept.minutes;
}
