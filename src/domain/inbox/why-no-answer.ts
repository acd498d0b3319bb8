import { isOver } from '../instants.ts';
import { modeNow, type ConversationMode } from '../messaging/conversation.ts';
import { isOpen, type OutboundStatus } from '../messaging/delivery-status.ts';

export type PendingSend = {
  readonly messageId: string;
  readonly status: OutboundStatus;
  readonly dueAt?: Date;
  /** A worker has it until then, unless it has died. */
  readonly heldUntil?: Date;
  readonly attempts: number;
  readonly errorCode?: string;
};

/** What workers still have to do for a conversation. */
export type ConversationWork = {
  readonly turn?: { readonly dueAt: Date; readonly heldUntil?: Date; readonly attempts: number };
  /** Our messages that are not out yet, oldest first. */
  readonly sends: readonly PendingSend[];
};

/** Everything that decides whether a patient hears from us. */
export type AnswerState = {
  readonly clinicIsActive: boolean;
  readonly mode: ConversationMode;
  readonly humanUntil?: Date | undefined;
  readonly waitsForWindow: boolean;
  /** Until when the sends of its number are stopped. */
  readonly stoppedUntil?: Date | undefined;
  readonly work: ConversationWork;
  /** Of the newest message, when it is ours. */
  readonly lastOutbound?: { readonly status: OutboundStatus; readonly errorCode?: string | undefined };
};

export const silenceReasons = [
  'clinic-inactive',
  'sends-stopped',
  'held-by-people',
  'turn-in-hand',
  'turn-overdue',
  'turn-waits',
  'send-in-hand',
  'send-overdue',
  'send-waits',
  'send-unknown',
  'waits-for-window',
  'last-send-failed',
  'nothing-waits',
] as const;
export type SilenceReason = (typeof silenceReasons)[number];

/** A worker takes what is due within a second; after this something is wrong. */
const promptMs = 30_000;

/** Why a patient hears nothing at this moment, what weighs most first; never empty. */
export function whyNoAnswer(state: AnswerState, now: Date): readonly SilenceReason[] {
  const { work, lastOutbound } = state;
  const reasons: SilenceReason[] = [];
  if (!state.clinicIsActive) reasons.push('clinic-inactive');
  if (!isOver(state.stoppedUntil, now)) reasons.push('sends-stopped');
  if (modeNow(state, now) === 'human') reasons.push('held-by-people');
  if (work.turn !== undefined) reasons.push(`turn-${howItStands(work.turn, now)}`);
  const [first] = work.sends.filter(({ status }) => isOpen(status));
  if (first?.status === 'unknown') reasons.push('send-unknown');
  else if (first !== undefined) reasons.push(`send-${howItStands(first, now)}`);
  if (state.waitsForWindow) reasons.push('waits-for-window');
  if (lastOutbound?.status === 'failed') reasons.push('last-send-failed');
  return reasons.length === 0 ? ['nothing-waits'] : reasons;
}

function howItStands(
  { dueAt, heldUntil }: { readonly dueAt?: Date | undefined; readonly heldUntil?: Date | undefined },
  now: Date,
): 'in-hand' | 'overdue' | 'waits' {
  if (!isOver(heldUntil, now)) return 'in-hand';
  return dueAt !== undefined && now.getTime() - dueAt.getTime() > promptMs ? 'overdue' : 'waits';
}
