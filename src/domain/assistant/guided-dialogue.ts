import { localTime } from '../clinic/local-time.ts';
import { openAt } from '../clinic/opening-hours.ts';
import type { MessageType } from '../messaging/message.ts';
import type { AssistantAnswer, AssistantRequest } from './answer.ts';
import { compose } from './compose.ts';
import type { Dialogue } from './dialogue.ts';
import { hear } from './hear.ts';
import { greet, isNewOrLongQuiet, outOfHours } from './replies/greeting.ts';
import type { Situation } from './reply.ts';
import { respond } from './respond.ts';

/** They ask for no words of ours. */
const silent = new Set<MessageType>(['reaction', 'edit', 'revoke', 'system']);

/** Answers from the clinic's context alone: no model, no clock, the same words for the same turn. */
export function answerGuided(request: AssistantRequest): AssistantAnswer {
  const messages = request.messages.filter(({ type }) => !silent.has(type));
  if (messages.length === 0) return { replies: [], dialogue: request.dialogue };
  const situation = situationOf(request);
  const { replies, failed, wish, isPlainGreeting } = respond(hear(messages, situation), situation);

  const handover = replies.find((reply) => reply.handover)?.handover;
  const isUrgent = handover?.reason === 'emergency';
  const greeting = !isUrgent && isNewOrLongQuiet(situation) ? greet(situation, !isPlainGreeting) : undefined;
  const night = isUrgent || handover ? undefined : outOfHours(situation);
  const isSaid = replies.some(({ tellsHours }) => tellsHours);
  const { replies: contents, offered } = compose(greeting, replies, isSaid ? undefined : night);

  const { closedSaidFor, lastServiceId } = request.dialogue;
  const serviceId = replies.findLast((reply) => reply.serviceId)?.serviceId ?? lastServiceId;
  const closedOn =
    night !== undefined && situation.open.state === 'closed' ? situation.open.closedOn : closedSaidFor;
  const dialogue: Dialogue = {
    failedAttempts: failed && !handover ? request.dialogue.failedAttempts + 1 : 0,
    offered,
    lastSpokeAt: request.now.toISOString(),
    ...(closedOn !== undefined && { closedSaidFor: closedOn }),
    ...(serviceId !== undefined && { lastServiceId: serviceId }),
    ...(wish !== undefined && !handover && { wish }),
  };
  return { replies: contents, dialogue, ...(handover && { handover }) };
}

function situationOf({ context, dialogue, now, patientName }: AssistantRequest): Situation {
  const { date, minutes } = localTime(context.timeZone, now);
  return {
    context,
    dialogue,
    now,
    today: date,
    minutes,
    open: openAt(context.openingHours, context.timeZone, now),
    firstName: firstNameOf(patientName),
  };
}

/** Profile names are whatever people type: only what looks like a name is said aloud. */
function firstNameOf(name: string | undefined): string | undefined {
  const [first = ''] = (name ?? '').trim().split(/\s+/);
  if (!/^\p{L}[\p{L}'’-]{1,19}$/u.test(first)) return undefined;
  return (
    first.charAt(0).toUpperCase() +
    (first === first.toUpperCase() ? first.slice(1).toLowerCase() : first.slice(1))
  );
}
