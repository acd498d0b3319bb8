import { movedBy } from '../../../domain/patient-messages/choice-ids.ts';
import type { AgendaFailure } from '../../../application/ports/assistant/turn-tools.ts';
import type { AgendaAnswer, AgendaSituation, BookingReply } from '../booking/agenda-answer.ts';
import { takeRequest } from '../booking/request-for-people.ts';
import { withoutAgenda } from '../booking/without-agenda.ts';
import { passChange } from '../replies/handover.ts';
import { mediaReplies } from '../replies/media.ts';
import { healthReplies } from '../replies/safety.ts';
import type { Situation, TurnReplies } from '../reply.ts';
import type { Topic } from '../understanding/topic.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Speaker } from './speaker.ts';
import type { TopicReplies } from './topics.ts';

type AgendaSpeaker = (
  understood: Understanding,
  situation: AgendaSituation,
) => AgendaAnswer | undefined | Promise<AgendaAnswer | undefined>;

/** Whether the agenda is to be used: it can be asked, and nobody asks for a person. */
export const mayUseAgenda = ({ topics }: Understanding, { agenda }: Situation): boolean =>
  agenda !== undefined && !topics.has('human');

/** What comes of the agenda, together with all else that was asked; people go on where it cannot be used. */
export const withAgenda =
  (replyToTopics: TopicReplies, speak: AgendaSpeaker): Speaker =>
  async (understood, situation) => {
    const { agenda } = situation;
    if (agenda === undefined || !mayUseAgenda(understood, situation)) return undefined;
    const answer = await speak(understood, { ...situation, agenda });
    if (answer === undefined) return undefined;
    return 'failure' in answer
      ? passOn(answer, understood, situation)
      : together(answer, understood, situation, replyToTopics);
  };

function together(
  { reply, request }: BookingReply,
  understood: Understanding,
  situation: Situation,
  replyToTopics: TopicReplies,
): TurnReplies {
  // "tem mais cedo?" asks neither for services nor for opening hours
  const others = [...understood.topics].filter((topic) => !ofAgenda.has(topic));
  const answers = replyToTopics({ ...understood, topics: new Set([...others, 'booking']) }, situation);
  const media = mediaReplies(understood, situation);
  const health = healthReplies(understood, situation);
  return { replies: [...media, ...answers, ...health, ...(reply ? [reply] : [])], request };
}

const ofAgenda: ReadonlySet<Topic> = new Set([
  'booking',
  'change-booking',
  'confirm-booking',
  'own-booking',
  'services',
  'hours',
  'menu',
]);

/** The agenda cannot be asked: the request goes to the clinic's people, and the patient is told so. */
function passOn({ failure }: AgendaFailure, understood: Understanding, situation: Situation): TurnReplies {
  const sorry = failure === 'needs-clinic' ? [] : [{ text: 'Não consegui consultar a nossa agenda agora.' }];
  const isMove = [situation.dialogue.request?.moving, movedBy(understood.tap)].some((id) => id !== undefined);
  if (isMove || understood.topics.has('change-booking'))
    return { replies: [...sorry, passChange(situation)] };
  const { reply, request } = takeRequest(...withoutAgenda(understood, situation));
  return { replies: [...sorry, reply], request };
}
