import { localTime } from '../../../domain/clinic/local-time.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { awaitsYes } from '../../../domain/scheduling/visits/patient-visits.ts';
import { isKind } from '../understanding/courtesy.ts';
import type { Understanding } from '../understanding/understand.ts';
import { beginsWithYes } from '../understanding/yes-phrases.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { actOnOwn, askToCancel } from './own/change-own-appointment.ts';
import { bookFurther, isOneMore } from './further-booking.ts';
import { letGo, sayYes, withOwn } from './held-time.ts';
import { isSameTime, isYes, isYesTo } from './is-yes.ts';
import { offerTimes } from './offer-times.ts';
import { askAgain } from './reminders.ts';
import { subjectOfRequest } from './subjects.ts';

/** Said to "Confirma?" in words. */
export async function answerToHeldTime(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer | undefined> {
  const { request } = situation.dialogue;
  if (request?.asked !== 'confirmation' || request.appointmentId === undefined) return undefined;
  const id = request.appointmentId;
  const { courtesy, talk, when, topics } = understood;
  const isBegun = beginsWithYes(wordsOf(understood.normal));
  if (isBegun && isOneMore(understood, situation)) return bookFurther(id, understood, situation);
  if (isYesTo(request, understood, situation)) return sayYes(id, understood, situation);
  const isCancel = talk.change === 'cancel' && !talk.hesitates;
  if (courtesy.declines || (isCancel && !isBegun)) return letGo(id, situation);
  // "que ótimo 😊" is kind, but no yes; "confirmo se for de manhã" is not quite one
  const isKindly = (courtesy.agrees || isKind(understood.picture)) && topics.size === 0;
  const isSame = when !== undefined && isSameTime(when, request);
  if (isKindly || isSame || isCancel || (topics.has('confirm-booking') && when === undefined)) {
    return withOwn(id, situation, (held) =>
      awaitsYes(held, situation.now) ? askAgain(held, situation) : sayYes(id, understood, situation),
    );
  }
  return undefined;
}

/** Said to "quer mesmo cancelar?" in words. */
export async function answerToCancelling(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer | undefined> {
  const { request } = situation.dialogue;
  if (request?.asked !== 'cancellation' || request.appointmentId === undefined) return undefined;
  const id = request.appointmentId;
  const { courtesy, talk } = understood;
  if (talk.change === 'move') return actOnOwn('move', id, understood, situation);
  if (talk.change === 'cancel' && talk.hesitates)
    return withOwn(id, situation, (own) => askToCancel(own, situation));
  if (talk.change === 'cancel' || isYes(understood)) return actOnOwn('sure', id, understood, situation);
  // "confirmo minha presença" is a no to this question
  const isToCome = isYesTo(request, understood, situation);
  return courtesy.declines || isToCome ? actOnOwn('keep', id, understood, situation) : undefined;
}

/** "Sim" to a list of one time takes it. */
export async function yesToOnlyTime(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer | undefined> {
  const { context, dialogue } = situation;
  const { request } = dialogue;
  const [first, last] = request?.shown ?? [];
  const subject = request?.asked === 'slot' ? subjectOfRequest(request, context) : undefined;
  if (request === undefined || subject === undefined || first === undefined || first !== last)
    return undefined;
  const { date: day, minutes } = localTime(context.timeZone, new Date(first));
  const when = { day, minutes };
  return isYesTo({ ...request, when }, understood, situation)
    ? offerTimes(subject, { when }, request, situation)
    : undefined;
}
