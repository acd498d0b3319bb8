import type { GuidedDialogue } from '../../application/ports/assistant/guided-dialogue.ts';
import type { TurnTools } from '../../application/ports/assistant/turn-tools.ts';
import type { AssistantAnswer, AssistantRequest } from '../../domain/assistant/answer.ts';
import { messageId, type MessageType } from '../../domain/messaging/message.ts';
import { isClinicQuestion } from './clinic-question.ts';
import { withoutAgenda } from './booking/without-agenda.ts';
import { compose, endsTalk, type Composed } from './compose.ts';
import { readDialogue, storedDialogue, type Dialogue } from './dialogue.ts';
import { isOwnAnswer } from './own-answer.ts';
import { replyInOrder } from './order-of-meaning.ts';
import { greet, isNewOrLongQuiet, onlyEndRead, outOfHours } from './replies/greeting.ts';
import { withProgress } from './replies/handover.ts';
import { heldForPeople } from './replies/own-appointments.ts';
import type { Situation, TurnReplies } from './reply.ts';
import { situationOf } from './situation.ts';
import { saidIn, understand } from './understanding/understand.ts';
import { given } from '../../domain/given.ts';

/** They ask for no words of ours. */
const silent = new Set<MessageType>(['reaction', 'edit', 'revoke', 'system']);

type GuidedTurn = AssistantRequest & { readonly dialogue: Dialogue; readonly tools: TurnTools };
export type GuidedAnswer = AssistantAnswer & { readonly dialogue: Dialogue };

/**
 * The assistant without a model: the same words for the same turn. Without an agenda it talks, and passes requests for a
 * time to the clinic's people.
 */
export function makeGuidedAssistant(): GuidedDialogue {
  return {
    async answer(turn) {
      const before = readDialogue(turn.dialogue);
      const { dialogue, ...answer } = await answerGuided({ ...turn, dialogue: before });
      return { ...answer, dialogue: storedDialogue(dialogue) };
    },

    isOwnAnswer(turn) {
      const messages = turn.messages.filter(({ type }) => !silent.has(type));
      const situation = situationOf({ ...turn, dialogue: readDialogue(turn.dialogue) });
      const said = saidIn(messages, situation);
      return isOwnAnswer(said, understand(said, situation), situation);
    },

    reading(turn) {
      const messages = turn.messages.filter(({ type }) => !silent.has(type));
      const situation = situationOf({ ...turn, dialogue: readDialogue(turn.dialogue) });
      const { mentions, when, topics } = understand(saidIn(messages, situation), situation);
      return {
        services: mentions.services.map(({ id }) => id),
        professionals: mentions.professionals.map(({ id }) => id),
        topics: [...topics],
        ...given({ when }),
      };
    },

    isClinicQuestion(words, turn) {
      const now = turn.now;
      const messages = [{ id: messageId('asked-by-model'), type: 'text' as const, text: words, sentAt: now }];
      const situation = situationOf({ ...turn, dialogue: readDialogue(turn.dialogue) });
      const said = saidIn(messages, situation);
      return isClinicQuestion(said, understand(said, situation), situation);
    },

    remembered(dialogue) {
      const { offered, request, lastServiceId } = readDialogue(dialogue);
      const { asked, appointmentId, serviceId, professionalId, moving } = request ?? {};
      const open = asked && { asked, ...given({ serviceId, professionalId, moving }) };
      const isAsked = asked === 'confirmation' || asked === 'cancellation';
      if (!isAsked || appointmentId === undefined) return { offered, ...given({ open, lastServiceId }) };
      return {
        offered,
        ...given({ open, lastServiceId }),
        awaitingYes: { to: asked === 'confirmation' ? 'hold' : 'cancellation', appointmentId },
      };
    },

    say(words, turn) {
      const before = readDialogue(turn.dialogue);
      const situation = situationOf({ ...turn, dialogue: before });
      const { replies, dialogue } = answerWith(
        { replies: [{ text: words }], request: before.request },
        situation,
      );
      return { replies, dialogue: storedDialogue({ ...dialogue, offered: before.offered }) };
    },
  };
}

export async function answerGuided(turn: GuidedTurn): Promise<GuidedAnswer> {
  const messages = turn.messages.filter(({ type }) => !silent.has(type));
  if (messages.length === 0) return { replies: [], dialogue: turn.dialogue };
  const before = situationOf(turn);
  const understood = understand(saidIn(messages, before), before);
  const situation = { ...before, maySettle: understood.maySettle };
  const said = await replyInOrder(
    ...(situation.agenda ? ([understood, situation] as const) : withoutAgenda(understood, situation)),
  );
  const handed = said.replies.find(endsTalk) ?? said.replies.find((reply) => reply.handover);
  const handover = handed?.handover && withProgress(handed.handover, situation);
  const held = handover && (await turn.tools.handOver(handover));
  // people who take over read everything; the assistant says that it did not
  const isCut = understood.isCut && !handover && said.replies.length > 0;
  const replies = [
    ...(isCut ? [onlyEndRead] : []),
    ...said.replies,
    ...(held ? [heldForPeople(held, turn.context)] : []),
  ];
  return answerWith({ ...said, replies }, situation);
}

function answerWith(said: TurnReplies, situation: Situation): GuidedAnswer {
  const { replies, failed, request, isPlainGreeting } = said;
  const { dialogue: before, open, now } = situation;
  const handover = replies.find(endsTalk)?.handover;
  // a tap that is answered by the calendar needs no words beside it
  const isSilent = replies.length === 0;
  const isNew = !isSilent && isNewOrLongQuiet(situation);
  const greeting = isNew ? greet(situation, !isPlainGreeting) : undefined;
  const night = handover || isSilent ? undefined : outOfHours(situation);
  const tellsHours = replies.some((reply) => reply.tellsHours);
  const silence: Composed = { replies: [], offered: before.offered };
  const { replies: contents, offered } = isSilent
    ? silence
    : compose(greeting, replies, tellsHours ? undefined : night);

  const serviceId = replies.findLast((reply) => reply.serviceId)?.serviceId ?? before.lastServiceId;
  const closedOn = night !== undefined && open.state === 'closed' ? open.closedOn : before.closedSaidFor;
  const dialogue: Dialogue = {
    failedAttempts: failed && !handover ? before.failedAttempts + 1 : 0,
    offered,
    lastSpokeAt: now.toISOString(),
    ...given({ closedSaidFor: closedOn, lastServiceId: serviceId }),
    ...(request !== undefined && !handover && { request }),
  };
  return { replies: contents, dialogue };
}
