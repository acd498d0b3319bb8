import { remindOfTimes } from './remind-of-times.ts';
import { takeRequest } from '../booking/request-for-people.ts';
import { remindWhen } from '../replies/booking.ts';
import { mediaReplies } from '../replies/media.ts';
import { healthQuestions, healthReplies, quotedPreparation } from '../replies/safety.ts';
import type { Reply, Situation } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Speaker } from './speaker.ts';
import type { TopicReplies } from './topics.ts';

/** Everything that was asked, in one answer; without the agenda also what is to be booked. */
export const answerQuestions =
  (replyToTopics: TopicReplies): Speaker =>
  async (understood, situation) => {
    const quoted = quotedPreparation(understood);
    if (quoted) return { replies: [quoted], request: situation.dialogue.request };
    const answers = replyToTopics(understood, situation);
    const isHandedOver = answers.some(({ handover }) => handover);
    const booking =
      !isHandedOver && wantsToBook(understood, situation, answers)
        ? takeRequest(understood, situation)
        : undefined;
    const isOnlyAsked = booking === undefined && !isHandedOver && !understood.topics.has('booking');
    const health = isOnlyAsked
      ? healthQuestions(understood, situation)
      : healthReplies(understood, situation);
    const said = [...answers, ...health, ...(booking ? [booking.reply] : [])];
    if (said.length === 0) return undefined;
    const replies = [...mediaReplies(understood, situation), ...said];
    return booking
      ? { replies, request: booking.request }
      : { replies: [...replies, ...(await remind(situation))], request: situation.dialogue.request };
  };

/** Where there is no agenda to be asked. */
function wantsToBook(
  { topics, when, mentions, courtesy, isShort }: Understanding,
  { agenda, dialogue, context }: Situation,
  answers: readonly Reply[],
): boolean {
  const { request, lastServiceId } = dialogue;
  if (agenda !== undefined) return false;
  if (topics.has('booking')) return true;
  if (context.services.length === 0) return false;
  const isUnanswered = answers.length === 0;
  if (request === undefined) {
    const isRemembered = isShort && context.services.some(({ id }) => id === lastServiceId);
    return when !== undefined && topics.size === 0 && isUnanswered && isRemembered;
  }
  const isNamed = mentions.services.length + mentions.professionals.length > 0;
  const isAnswered = when !== undefined || (request.asked !== 'when' && isNamed);
  const isOnly = topics.size === 0 || (request.asked === 'when' && isUnanswered);
  return isAnswered && isOnly && !courtesy.declines;
}

async function remind(situation: Situation): Promise<readonly Reply[]> {
  const ofAgenda = await remindOfTimes(situation);
  if (ofAgenda) return [ofAgenda];
  const { agenda, dialogue } = situation;
  return agenda === undefined && dialogue.request?.asked === 'when' ? [{ text: remindWhen }] : [];
}
