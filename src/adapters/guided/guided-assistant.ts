import type { Assistant } from '../../application/ports/assistant/assistant.ts';
import type { TurnTools } from '../../application/ports/assistant/turn-tools.ts';
import type { AssistantAnswer, AssistantRequest } from '../../domain/assistant/answer.ts';
import type { MessageType, PatientMessage } from '../../domain/messaging/message.ts';
import { withoutAgenda } from './booking/without-agenda.ts';
import { compose, type Composed } from './compose.ts';
import { readDialogue, storedDialogue, type Dialogue } from './dialogue.ts';
import { replyInOrder } from './order-of-meaning.ts';
import { greet, isNewOrLongQuiet, onlyEndRead, outOfHours } from './replies/greeting.ts';
import { heldForPeople } from './replies/own-appointments.ts';
import type { Situation, TurnReplies } from './reply.ts';
import { situationOf } from './situation.ts';
import { makeReader, readAtOnce } from './understanding/read-turn.ts';
import type { Understanding } from './understanding/understand.ts';
import { given } from '../../domain/given.ts';

/** They ask for no words of ours. */
const silent = new Set<MessageType>(['reaction', 'edit', 'revoke', 'system']);

type GuidedTurn = AssistantRequest & { readonly dialogue: Dialogue; readonly tools: TurnTools };
export type GuidedAnswer = AssistantAnswer & { readonly dialogue: Dialogue };

/**
 * The assistant without a model: the same words for the same turn. Without an agenda it talks, and passes requests for a
 * time to the clinic's people.
 */
export function makeGuidedAssistant(): Assistant {
  const read = makeReader();
  return {
    async answer(turn) {
      const before = readDialogue(turn.dialogue);
      const { dialogue, ...answer } = await answerGuided({ ...turn, dialogue: before }, read);
      return { ...answer, dialogue: storedDialogue(dialogue) };
    },
  };
}

type Read = (
  messages: readonly PatientMessage[],
  situation: Situation,
) => Understanding | Promise<Understanding>;

export async function answerGuided(turn: GuidedTurn, read: Read = readAtOnce): Promise<GuidedAnswer> {
  const messages = turn.messages.filter(({ type }) => !silent.has(type));
  if (messages.length === 0) return { replies: [], dialogue: turn.dialogue };
  const situation = situationOf(turn);
  const understood = await read(messages, situation);
  const said = await replyInOrder(
    ...(situation.agenda ? ([understood, situation] as const) : withoutAgenda(understood, situation)),
  );
  const handover = said.replies.find((reply) => reply.handover)?.handover;
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
  const handover = replies.find((reply) => reply.handover)?.handover;
  const isUrgent = handover?.reason === 'emergency';
  // a tap that is answered by the calendar needs no words beside it
  const isSilent = replies.length === 0;
  const isNew = !isUrgent && !isSilent && isNewOrLongQuiet(situation);
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
