export type ConversationMode = 'assistant' | 'human';

/** What decides about a human act, as it stands when it is done. */
export type ConversationState = {
  readonly mode: ConversationMode;
  /** When the assistant may speak again. Absent in human mode: only somebody of the clinic ends it. */
  readonly humanUntil?: Date;
  /** Raised by every human act: what the assistant prepared under an older one is never sent. */
  readonly epoch: number;
  readonly lastPatientMessageAt?: Date;
};

/** Who answers now: human mode ends by itself, and the next message finds that out. */
export const modeNow = (
  { mode, humanUntil }: Pick<ConversationState, 'mode' | 'humanUntil'>,
  now: Date,
): ConversationMode =>
  mode === 'human' && (humanUntil === undefined || humanUntil > now) ? 'human' : 'assistant';
