import type { SentContent } from './team-content.ts';

type Failed = { readonly type: string; readonly text: string; readonly content?: SentContent | undefined };

/**
 * WhatsApp took a message and found the window closed afterwards: what begins anew in the copy that waits. All else is as
 * in the message: its words, its file, what it is about, what it quotes. It is said as it was written, not as a template.
 */
export const saidAgain = ({ type, text, content }: Failed, now: Date) => ({
  status: 'waiting' as const,
  type: content?.type ?? type,
  text: content?.body ?? text,
  sentAs: undefined,
  sentAt: now,
  createdAt: now,
  metaMessageId: undefined,
  turnId: undefined,
  mergeId: undefined,
  awaitsTurn: false,
  nextAttemptAt: undefined,
  leaseUntil: undefined,
  leaseToken: 0,
  attempts: 0,
  resends: 0,
  times: {},
});
