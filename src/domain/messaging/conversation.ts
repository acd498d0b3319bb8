import type { Attention } from '../assistant/attention.ts';

export type ConversationMode = 'assistant' | 'human';

/** What decides about a human act, as it stands when it is done. */
export type ConversationState = {
  readonly mode: ConversationMode;
  /** When the assistant may speak again. Absent in human mode: only somebody of the clinic ends it. */
  readonly humanUntil?: Date | undefined;
  /** Raised by every human act: what the assistant prepared under an older one is never sent. */
  readonly epoch: number;
  readonly lastPatientMessageAt?: Date | undefined;
  /** What waits for people of the clinic. */
  readonly attention?: Attention | undefined;
};

/** A conversation with what is counted in it, and the turn that waits or is under way. */
export type Conversation = ConversationState & {
  /** Messages that called for an answer, ever: a number that has grown since the claim says that more has arrived. */
  readonly arrivals: number;
  readonly unread: number;
  readonly lastMessageAt?: Date | undefined;
  /** When the oldest message came that waits for an answer, or in human mode for a look by the emergency rules. */
  readonly turnFirstAt?: Date | undefined;
  readonly turnDueAt?: Date | undefined;
  readonly turnLeaseUntil?: Date | undefined;
  /** Fencing token: raised by every claim, and whenever a turn under way must end unseen. */
  readonly turnLeaseToken: number;
  readonly turnAttempts: number;
  /** Something waits for the customer service window, or did and has not reached WhatsApp yet. */
  readonly waitsForWindow: boolean;
};

/** Who answers now: human mode ends by itself, and the next message finds that out. */
export const modeNow = (
  { mode, humanUntil }: Pick<ConversationState, 'mode' | 'humanUntil'>,
  now: Date,
): ConversationMode =>
  mode === 'human' && (humanUntil === undefined || humanUntil > now) ? 'human' : 'assistant';

/** An answer of the assistant that was prepared before a human stepped in. */
export const isOvertaken = (
  { origin, epoch = 0 }: { readonly origin: string; readonly epoch?: number | undefined },
  conversation: Pick<ConversationState, 'epoch'> | undefined,
): boolean => origin === 'assistant' && epoch < (conversation?.epoch ?? 0);

/** Why an answer of the assistant was cancelled. */
export const overtakenByHuman = 'overtaken-by-human';
