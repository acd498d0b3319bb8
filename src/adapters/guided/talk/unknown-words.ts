import { remindOfAgenda } from '../booking/reminders.ts';
import { takeRequest } from '../booking/request-for-people.ts';
import { offerMenu } from '../replies/greeting.ts';
import { giveUp } from '../replies/handover.ts';
import { mediaReplies } from '../replies/media.ts';
import { holidayNamed, tellHours } from '../replies/opening-hours.ts';
import { tellFromNotes } from '../replies/place.ts';
import type { Reply, Situation, TurnReplies } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Speaker } from './speaker.ts';

/** Who only sends voice messages must reach a person, too. */
export const takeMedia: Speaker = (understood, situation) => {
  const replies = mediaReplies(understood, situation);
  if (replies.length === 0 || understood.normal !== '') return undefined;
  const isLost = understood.media.some(
    (type) => type === 'audio' || type === 'unsupported' || type === 'unknown',
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

/** Nothing was understood. */
export function askToRepeat({ isStale }: Understanding, situation: Situation): TurnReplies {
  const sorry = isStale
    ? 'Essa opção não está mais disponível. Escolha outra abaixo ou escreva o que você precisa 👇'
    : situation.dialogue.failedAttempts === 0
      ? 'Desculpe, não entendi. Pode escrever de outro jeito ou escolher uma opção abaixo? 👇'
      : 'Ainda não entendi 😕 Escolha uma opção abaixo ou toque em "Falar com a equipe" 👇';
  const menu = remindOfAgenda(situation)?.menu;
  return tryAgain([menu ? { text: sorry, menu } : offerMenu(situation, sorry)], situation);
}

/** Asks again at most as often as the clinic allows, then a human goes on. */
const tryAgain = (replies: readonly Reply[], situation: Situation): TurnReplies =>
  situation.dialogue.failedAttempts >= situation.context.agent.maxFailedAttempts
    ? { replies: [giveUp(situation)] }
    : { replies, request: situation.dialogue.request, failed: true };
