import { remindOfTimes } from './remind-of-times.ts';
import { takeRequest } from '../booking/request-for-people.ts';
import { offerMenu, sayGoodbye } from '../replies/greeting.ts';
import { giveUp } from '../replies/handover.ts';
import { teamGoesOn } from '../../../domain/patient-messages/team-goes-on.ts';
import { mediaReplies } from '../replies/media.ts';
import { holidayNamed, tellHours } from '../replies/opening-hours.ts';
import { tellFromNotes } from '../replies/place.ts';
import type { Reply, Situation, TurnReplies } from '../reply.ts';
import { askWhich } from './near-readings.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Speaker } from './speaker.ts';

/** Who only sends voice messages, or calls again and again, must reach a person, too. */
export const takeMedia: Speaker = (understood, situation) => {
  const replies = mediaReplies(understood, situation);
  if (replies.length === 0 || understood.normal !== '') return undefined;
  const isLost = understood.media.some(
    (type) => type === 'audio' || type === 'call' || type === 'unsupported' || type === 'unknown',
  );
  return isLost ? tryAgain(replies, situation) : { replies, request: situation.dialogue.request };
};

/** "E sábado?", "no Natal?"; not any sentence with a day in it. */
export const tellHoursOfDay: Speaker = (understood, situation) => {
  const { normal, isShort } = understood;
  const asksDay = isShort && !/\bagora\b/.test(normal);
  const day = (asksDay ? understood.day : undefined) ?? holidayNamed(normal, situation);
  if (day === undefined || situation.dialogue.request !== undefined) return undefined;
  return { replies: [...mediaReplies(understood, situation), tellHours(situation, day, normal)] };
};

/** What the clinic has written down about it; else the answer to a picture whose caption says nothing to us. */
export const quoteNotes: Speaker = (understood, situation) => {
  const { normal } = understood;
  const note = normal === '' ? undefined : tellFromNotes(situation.context, normal);
  const replies = [...mediaReplies(understood, situation), ...(note ? [note] : [])];
  return replies.length > 0 ? { replies, request: situation.dialogue.request } : undefined;
};

/** Words that mean nothing to us, in answer to "which day?": a request all the same, and the team reads them. */
export const passOnUnknownDay: Speaker = (understood, situation) =>
  situation.dialogue.request?.asked === 'when' && situation.agenda === undefined && !understood.isStale
    ? { replies: [takeRequest(understood, situation).reply] }
    : undefined;

/** Nothing was understood: it may be about the alarm, or it is for the people who are waited for already. */
function leaveToTeam(situation: Situation): TurnReplies | undefined {
  const { request } = situation.dialogue;
  if (situation.isAfterAlarm) {
    const text =
      'A nossa equipe já foi avisada. Se for uma emergência, ligue agora para o *SAMU: 192*. Se não for, me diga em que posso ajudar.';
    return { replies: [{ text }], request };
  }
  if (!situation.waitsForPeople) return undefined;
  return {
    replies: [{ text: `Deixei a sua mensagem para a nossa equipe. ${teamGoesOn(situation)}` }],
    request,
  };
}

/** Nothing was understood. */
export async function askToRepeat(understood: Understanding, situation: Situation): Promise<TurnReplies> {
  const { isStale, courtesy, isShort } = understood;
  if (courtesy.thanks && isShort && !isStale)
    return { replies: [sayGoodbye(situation)], request: situation.dialogue.request };
  const left = leaveToTeam(situation);
  if (left) return left;
  const sorry = isStale
    ? 'Essa opção não está mais disponível. Escolha outra abaixo ou escreva o que você precisa 👇'
    : situation.dialogue.failedAttempts === 0
      ? 'Desculpe, não entendi. Pode escrever de outro jeito ou escolher uma opção abaixo? 👇'
      : 'Ainda não entendi 😕 Escolha uma opção abaixo ou toque em "Falar com a equipe" 👇';
  const menu = (await remindOfTimes(situation))?.menu;
  const unsure = isStale || menu ? undefined : askWhich(understood, situation);
  if (unsure) return tryAgain([unsure], situation);
  return tryAgain([menu ? { text: sorry, menu } : offerMenu(situation, sorry)], situation);
}

/** Asks again at most as often as the clinic allows, then a human goes on. */
const tryAgain = (replies: readonly Reply[], situation: Situation): TurnReplies =>
  situation.dialogue.failedAttempts >= situation.context.agent.maxFailedAttempts
    ? { replies: [giveUp(situation)] }
    : { replies, request: situation.dialogue.request, failed: true };
