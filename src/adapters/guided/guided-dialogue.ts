import { localTime } from '../../domain/clinic/local-time.ts';
import { openAt } from '../../domain/clinic/opening-hours.ts';
import type { MessageType } from '../../domain/messaging/message.ts';
import type { AppointmentChange } from '../../domain/scheduling/appointment-changes.ts';
import type { AppointmentId } from '../../domain/scheduling/appointment.ts';
import type { AgendaQuestion } from '../../application/assistant/agenda-questions.ts';
import type { Agenda } from './booking/agenda.ts';
import { holdForPeople } from './booking/hold-for-people.ts';
import type { AssistantAnswer, AssistantRequest } from '../../domain/assistant/answer.ts';
import { compose, type Composed } from './compose.ts';
import type { Dialogue } from './dialogue.ts';
import { dangerInSteps } from '../../domain/assistant/safety/danger-signs.ts';
import { hear, saidIn, type Heard } from './understanding/understand.ts';
import { greet, isNewOrLongQuiet, onlyEndRead, outOfHours } from './replies/greeting.ts';
import type { Situation } from './reply.ts';
import { respond, type Response } from './respond.ts';

/** They ask for no words of ours. */
const silent = new Set<MessageType>(['reaction', 'edit', 'revoke', 'system']);

export type GuidedRequest = AssistantRequest & { readonly dialogue: Dialogue };
export type GuidedAnswer = AssistantAnswer & { readonly dialogue: Dialogue };

type Step = GuidedAnswer | { readonly asks: readonly AgendaQuestion[] };

/**
 * Understands a turn in steps of a few milliseconds, so that others can be served between them. Once is enough, however
 * often the agenda has to be asked. `undefined` when nothing in it asks for words.
 */
export function* understand(request: GuidedRequest): Generator<void, Heard | undefined, void> {
  const messages = request.messages.filter(({ type }) => !silent.has(type));
  if (messages.length === 0) return undefined;
  const situation = situationOf(request, undefined);
  const said = saidIn(messages, situation);
  const danger = yield* dangerInSteps(said.texts);
  return hear(said, danger, situation);
}

function inOneGo(request: GuidedRequest): Heard | undefined {
  const steps = understand(request);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Answers from the clinic's context alone: no model, no clock, the same words for the same turn. */
export function answerGuided(request: GuidedRequest, heard = inOneGo(request)): GuidedAnswer {
  const step = take(request, heard, undefined);
  // without an agenda there is nobody to ask
  return 'asks' in step ? { replies: [], dialogue: request.dialogue } : step;
}

/** Also looks into the clinic's agenda: asks until everything it needs is among the facts, then answers. */
export const converse = (request: GuidedRequest, agenda: Agenda, heard = inOneGo(request)): Step =>
  take(request, heard, agenda);

function take(request: GuidedRequest, heard: Heard | undefined, agenda: Agenda | undefined): Step {
  if (heard === undefined) return { replies: [], dialogue: request.dialogue };
  const situation = situationOf(request, agenda);
  const response = respond(heard, situation);
  if ('asks' in response) return response;
  const kept = agenda === undefined ? response : holdForPeople(response, { ...situation, agenda });
  return 'asks' in kept ? kept : answerWith(heard.isCut ? withCut(kept) : kept, request, situation);
}

/** People who take over read everything; the assistant says that it did not. */
function withCut(response: Response): Response {
  const { replies } = response;
  if (replies.length === 0 || replies.some(({ handover }) => handover)) return response;
  return { ...response, replies: [onlyEndRead, ...replies] };
}

function answerWith(response: Response, request: GuidedRequest, situation: Situation): GuidedAnswer {
  const { replies, failed, wish, isPlainGreeting, changes } = response;
  const handover = replies.find((reply) => reply.handover)?.handover;
  const isUrgent = handover?.reason === 'emergency';
  // a tap that is answered by the calendar needs no words beside it
  const isSilent = replies.length === 0;
  const isNew = !isUrgent && !isSilent && isNewOrLongQuiet(situation);
  const greeting = isNew ? greet(situation, !isPlainGreeting) : undefined;
  const night = isUrgent || handover || isSilent ? undefined : outOfHours(situation);
  const isSaid = replies.some(({ tellsHours }) => tellsHours);
  const silence: Composed = { replies: [], offered: request.dialogue.offered };
  const { replies: contents, offered } = isSilent
    ? silence
    : compose(greeting, replies, isSaid ? undefined : night);

  const { closedSaidFor, lastServiceId } = request.dialogue;
  const serviceId = replies.findLast((reply) => reply.serviceId)?.serviceId ?? lastServiceId;
  const closedOn =
    night !== undefined && situation.open.state === 'closed' ? situation.open.closedOn : closedSaidFor;
  const holdId = holdAfter(request.dialogue.holdId, changes ?? []);
  const dialogue: Dialogue = {
    failedAttempts: failed && !handover ? request.dialogue.failedAttempts + 1 : 0,
    offered,
    lastSpokeAt: request.now.toISOString(),
    ...(closedOn !== undefined && { closedSaidFor: closedOn }),
    ...(serviceId !== undefined && { lastServiceId: serviceId }),
    ...(wish !== undefined && !handover && { wish }),
    ...(holdId !== undefined && { holdId }),
  };
  return {
    replies: contents,
    dialogue,
    ...(handover && { handover }),
    ...(changes && changes.length > 0 && { appointmentChanges: changes }),
  };
}

/** The hold that is open after the changes. */
const holdAfter = (
  before: AppointmentId | undefined,
  changes: readonly AppointmentChange[],
): AppointmentId | undefined =>
  changes.reduce(
    (open, each) =>
      each.change === 'hold' ? each.appointment.id : each.appointmentId === open ? undefined : open,
    before,
  );

function situationOf(
  { context, dialogue, now, patientName }: GuidedRequest,
  agenda: Agenda | undefined,
): Situation {
  const { date, minutes } = localTime(context.timeZone, now);
  return {
    context,
    dialogue,
    now,
    today: date,
    minutes,
    open: openAt(context.openingHours, context.timeZone, now),
    firstName: firstNameOf(patientName),
    ...(agenda && { agenda }),
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
