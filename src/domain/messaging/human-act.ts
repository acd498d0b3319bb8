import type { Handover } from '../assistant/handover.ts';
import { afterAct, noAttention, withHandover } from '../assistant/attention.ts';
import { modeNow, type Conversation, type ConversationState } from './conversation.ts';
import { ConversationMovedOn, WindowClosed } from './conversation-errors.ts';
import { windowIsOpen } from './customer-service-window.ts';
import type { MessageId } from './message.ts';
import type { OutboundStatus } from './delivery-status.ts';
import { given } from '../given.ts';

/**
 * What a human act makes of a conversation. No turn waits afterwards, one under way ends unseen, and answers of the
 * assistant that wait to be sent are cancelled.
 */
export type HumanAct = Pick<ConversationState, 'mode' | 'humanUntil' | 'epoch'>;

/** From here a human talks, until `quietMs` have passed without a further act. */
export function takeOver(state: ConversationState, now: Date, quietMs: number): HumanAct {
  const epoch = state.epoch + 1;
  // without an end only somebody of the clinic ends it
  if (state.mode === 'human' && state.humanUntil === undefined) return { mode: 'human', epoch };
  const quiet = now.getTime() + quietMs;
  return { mode: 'human', humanUntil: new Date(Math.max(quiet, Number(state.humanUntil ?? 0))), epoch };
}

/**
 * Whoever writes has seen everything that was said: two people do not answer the same question, and nobody answers what
 * the assistant has answered meanwhile. @throws ConversationMovedOn
 */
export function refuseUnseen(unseen: readonly MessageId[]): void {
  if (unseen.length > 0) throw new ConversationMovedOn(unseen);
}

/**
 * A human's text: whoever writes has taken over. @throws WindowClosed when WhatsApp would not take it any more, and it may
 * not go as a template
 */
export function replyAsHuman(
  state: ConversationState,
  now: Date,
  quietMs: number,
  mayBeTemplate = false,
): HumanAct {
  if (!mayBeTemplate && !windowIsOpen(state.lastPatientMessageAt, now))
    throw new WindowClosed(state.lastPatientMessageAt);
  return takeOver(state, now, quietMs);
}

/**
 * The assistant answers what comes next; what came in the meantime a human has seen. `undefined` when it has the
 * conversation already: raising the epoch again would take back an answer that it has given since.
 */
export function returnToAssistant({ mode, epoch }: ConversationState): HumanAct | undefined {
  return mode === 'assistant' ? undefined : { mode: 'assistant', epoch: epoch + 1 };
}

/** The assistant is silent from here, and no turn waits. */
export const silenced = (before: Conversation, { mode, humanUntil, epoch }: HumanAct): Conversation => ({
  ...before,
  mode,
  humanUntil,
  epoch,
  turnFirstAt: undefined,
  turnDueAt: undefined,
});

/** Our work ended without a result, and a human goes on until then. */
export const handedOver = (
  before: Conversation,
  humanUntil: Date,
  handover: Handover,
  now: Date,
): Conversation => ({
  ...silenced(before, { mode: 'human', humanUntil, epoch: before.epoch + 1 }),
  attention: withHandover(before.attention ?? noAttention, handover, now),
});

/** Nobody has to be called to the conversation any more. */
export const attended = (before: Conversation): Conversation => ({
  ...before,
  attention: before.attention && afterAct(before.attention),
});

/** A turn under way is fenced off; a reply written at `repliedAt` is the conversation's last message. */
export const afterHumanAct = (before: Conversation, act: HumanAct, repliedAt?: Date): Conversation => ({
  ...attended(silenced(before, act)),
  lastMessageAt: repliedAt ?? before.lastMessageAt,
  turnLeaseUntil: undefined,
  turnLeaseToken: before.turnLeaseToken + 1,
  turnAttempts: 0,
});

type Answer = { readonly origin: string; readonly status: OutboundStatus | 'received' };

/**
 * The answers of the assistant that a human act cancels: nobody's reply has to wait behind them. What is on its way to
 * WhatsApp cannot be called back.
 */
export function recall<Message extends Answer>(
  messages: readonly Message[],
): { readonly cancelled: readonly Message[]; readonly onTheirWay: number } {
  const answers = messages.filter(({ origin }) => origin === 'assistant');
  return {
    cancelled: answers.filter(({ status }) => status === 'queued'),
    onTheirWay: answers.filter(({ status }) => status === 'sending' || status === 'unknown').length,
  };
}

/**
 * Two conversations turn out to be one person's: where a human talks in one of them, a human talks in both.
 * `sourceEpoch` is what the current epoch of the source becomes; absent when its answers are overtaken there.
 */
export function whenMerged(
  target: ConversationState,
  source: ConversationState,
  now: Date,
): HumanAct & { readonly sourceEpoch?: number } {
  const isTargetsHuman = modeNow(target, now) === 'human';
  // a human mode that has ended by itself is over: what waits in the source is the assistant's
  const { mode, humanUntil }: Pick<ConversationState, 'mode' | 'humanUntil'> = isTargetsHuman
    ? target
    : { mode: 'assistant' };
  if (modeNow(source, now) === 'assistant') {
    const unchanged = { mode, ...given({ humanUntil }), epoch: target.epoch };
    return isTargetsHuman ? unchanged : { ...unchanged, sourceEpoch: target.epoch };
  }
  const epoch = target.epoch + 1;
  const ends = [isTargetsHuman ? humanUntil : new Date(0), source.humanUntil];
  const isEndless = ends.includes(undefined);
  return {
    mode: 'human',
    ...(!isEndless && { humanUntil: new Date(Math.max(...ends.map(Number))) }),
    epoch,
    ...(!isTargetsHuman && { sourceEpoch: epoch }),
  };
}
