import { messageId } from '../../domain/messaging/message.ts';
import { effectiveMessages, turnRetryMs, type TurnPolicy } from '../../domain/messaging/turn.ts';
import { silencesAssistant, type HandoverReason } from '../../domain/assistant/handover.ts';
import { AppointmentNotFound, SlotTaken } from '../../domain/scheduling/appointment.ts';
import { AppointmentClosed } from '../../domain/scheduling/scheduling-errors.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import { toolsWithoutAgenda, type BindTurnTools } from '../assistant/turn-tools.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { AlertKind, Alerts } from '../ports/operations/alerts.ts';
import type { Assistant } from '../ports/assistant/assistant.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { MessageSender } from '../ports/messaging/message-sender.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { ClaimedTurn, TurnCompletion, Turns } from '../ports/messaging/turns.ts';
import { given } from '../../domain/given.ts';

export type TurnOutcome =
  /** Replies and mark are committed. */
  | { readonly outcome: 'answered'; readonly replies: number; readonly handedOver: boolean }
  /** Nothing in it asked for words. */
  | { readonly outcome: 'nothing-to-say' }
  /** Another worker or a human was faster: nothing was changed. */
  | { readonly outcome: 'overtaken' }
  | { readonly outcome: 'failed'; readonly error: unknown; readonly retryMs: number }
  /** Given to a human after too many failures. */
  | { readonly outcome: 'gave-up'; readonly error: unknown };

/** Answers one due turn. Never throws for a failing assistant; database errors pass through. */
export type AnswerPatient = (turn: ClaimedTurn) => Promise<TurnOutcome>;

type Prepared = { readonly completion: TurnCompletion; readonly handover?: HandoverReason };

const conversationAlerts: readonly AlertKind[] = ['handover', 'turn-failed', 'needs-template'];

type Needs = {
  resolveClinicContext: ResolveClinicContext;
  assistant: Assistant;
  bindTurnTools: BindTurnTools;
  turns: Turns;
  messageSender: MessageSender;
  alerts: Alerts;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  turnPolicy: TurnPolicy;
};

/** Answers that were overtaken in the appointment book before the request is passed to people. */
const mostConflicts = 3;

/**
 * The clinic's context is always resolved before anything is generated. The answer, the mark "answered", the dialogue
 * and what becomes of appointments commit together, if lease and epoch still hold; otherwise nobody ever sees the
 * answer. Where the appointment book has changed meanwhile, the assistant is asked again, with the lost times left out.
 */
export const makeAnswerPatient = (needs: Needs): AnswerPatient => {
  const { turns, clock, ids, alerts, turnPolicy, randomness } = needs;

  const prepare = async (
    turn: ClaimedTurn,
    conflicts: readonly Conflict[],
  ): Promise<Prepared | undefined> => {
    const { context, clinic } = await needs.resolveClinicContext(turn.clinicId);
    const messages = effectiveMessages(turn.messages);
    if (messages.length === 0) return undefined;
    const now = clock.now();
    if (!clinic.simulation && conflicts.length === 0) showTyping(needs.messageSender, turn);
    const { contactId, conversationId, dialogue: before, patientName } = turn;
    const taken = conflicts.flatMap(({ taken: slots }) => slots);
    const { tools, plan } =
      conflicts.length >= mostConflicts
        ? toolsWithoutAgenda()
        : await needs.bindTurnTools({ context, contactId, conversationId, now, taken });
    const request = { context, messages, dialogue: before, now, tools };
    const { replies, dialogue } = await needs.assistant.answer({
      ...request,
      ...given({ patientName }),
    });
    const { handover, appointmentChanges } = plan();
    const completion = {
      turnId: ids.next(),
      replies: replies.map((content) => ({ id: messageId(ids.next()), content })),
      dialogue,
      ...(handover &&
        silencesAssistant(handover.reason) && {
          humanUntil: new Date(now.getTime() + turnPolicy.humanQuietMs),
        }),
      ...(appointmentChanges.length > 0 && { appointmentChanges }),
    };
    return { completion, ...(handover && { handover: handover.reason }) };
  };

  const answer = async (turn: ClaimedTurn, conflicts: readonly Conflict[]): Promise<TurnOutcome> => {
    let prepared: Prepared | undefined;
    try {
      prepared = await prepare(turn, conflicts);
    } catch (error) {
      return giveBack(turn, error);
    }
    const completion = prepared?.completion ?? { turnId: ids.next(), replies: [], dialogue: turn.dialogue };
    let done: boolean;
    try {
      done = await turns.complete(turn, completion);
    } catch (error) {
      const conflict = conflictIn(error, completion);
      if (conflict === undefined || conflicts.length >= mostConflicts) throw error;
      return answer(turn, [...conflicts, conflict]);
    }
    if (!done) return { outcome: 'overtaken' };
    await updateAlerts(turn, prepared);
    const { replies, appointmentChanges = [] } = completion;
    if (replies.length + appointmentChanges.length === 0) return { outcome: 'nothing-to-say' };
    return {
      outcome: 'answered',
      replies: completion.replies.length,
      handedOver: completion.humanUntil !== undefined,
    };
  };

  return (turn) =>
    turn.attempts >= turnPolicy.maxAttempts
      ? giveUp(turn, new Error('The leases of this turn ran out before it was answered'))
      : answer(turn, []).catch((error: unknown) => giveBackAfterFault(turn, error));

  /** The store failed, not the turn: it costs one attempt, where a lost lease would cost several. @throws the error */
  async function giveBackAfterFault(turn: ClaimedTurn, error: unknown): Promise<never> {
    const retryMs = turnRetryMs(turn.attempts, randomness.next());
    await turns.release(turn, retryMs, true).catch(() => false);
    throw error;
  }

  /** After the commit: a conversation waits for a human, or it is in the assistant's hands again. */
  async function updateAlerts(
    { clinicId, conversationId }: ClaimedTurn,
    prepared: Prepared | undefined,
  ): Promise<void> {
    const now = clock.now();
    const about = (kind: AlertKind) => ({ clinicId, kind, subject: conversationId });
    if (prepared?.handover !== undefined) {
      const message = `The assistant handed the conversation to a human: ${prepared.handover}`;
      await alerts.open(about('handover'), message, now);
    } else if (prepared !== undefined) {
      await alerts.resolveAll(conversationAlerts.map(about), now);
    }
  }

  async function giveBack(turn: ClaimedTurn, error: unknown): Promise<TurnOutcome> {
    if (turn.attempts + 1 < turnPolicy.maxAttempts) {
      const retryMs = turnRetryMs(turn.attempts, randomness.next());
      await turns.release(turn, retryMs, true);
      return { outcome: 'failed', error, retryMs };
    }
    return giveUp(turn, error);
  }

  async function giveUp(turn: ClaimedTurn, error: unknown): Promise<TurnOutcome> {
    const now = clock.now();
    const humanUntil = new Date(now.getTime() + turnPolicy.humanQuietMs);
    const givenUp = { turnId: ids.next(), replies: [], dialogue: turn.dialogue, humanUntil };
    if (!(await turns.complete(turn, givenUp))) return { outcome: 'overtaken' };
    await alerts.open(
      { clinicId: turn.clinicId, kind: 'turn-failed', subject: turn.conversationId },
      'The assistant could not answer; the conversation waits for a human',
      now,
    );
    return { outcome: 'gave-up', error };
  }
};

type Conflict = { readonly taken: readonly TimeSlot[] };

/** What others did to the appointment book since the assistant looked; `undefined` for every other error. */
function conflictIn(error: unknown, completion: TurnCompletion | undefined): Conflict | undefined {
  if (error instanceof AppointmentClosed || error instanceof AppointmentNotFound) return { taken: [] };
  if (!(error instanceof SlotTaken)) return undefined;
  const changes = completion?.appointmentChanges ?? [];
  return { taken: changes.flatMap((each) => (each.change === 'hold' ? [each.appointment.slot] : [])) };
}

/** Best effort, beside the answer: the sender has a timeout of its own and never throws. */
function showTyping(sender: MessageSender, { number, messages, requestId }: ClaimedTurn): void {
  const last = messages.findLast(({ metaMessageId }) => metaMessageId !== undefined)?.metaMessageId;
  if (last !== undefined)
    void sender.markRead({ from: number, metaMessageId: last, typing: true, requestId });
}
