import type { Conversation } from '../../../client/atende-client.ts';

export type Row =
  | { readonly kind: 'heading'; readonly text: string; readonly count: number }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  /** Stands for conversations that are counted and not shown. */
  | { readonly kind: 'unshown'; readonly words: string };

/** What the team needs to know, of a conversation that waits because the assistant has asked for people. */
export function summaryOf({ waiting, handover }: Pick<Conversation, 'waiting' | 'handover'>) {
  const summary = waiting === undefined ? '' : (handover?.summary.trim() ?? '');
  return summary === '' ? undefined : summary;
}

type Said = Pick<Conversation, 'waiting' | 'lastPatientMessage' | 'lastMessage'>;

/**
 * What was said last. But the patient's words where people are waited for, and where only the assistant has answered since:
 * it does so at once, and what the patient wants says more.
 */
export function shownOf({ waiting, lastPatientMessage, lastMessage }: Said) {
  const isPatients = waiting !== undefined || lastMessage?.origin === 'assistant';
  return isPatients ? (lastPatientMessage ?? lastMessage) : (lastMessage ?? lastPatientMessage);
}

const px = { heading: 36, unshown: 56, conversation: 76, summarised: 96 } as const;

/** Known before anything is drawn, in px; `inbox.css` draws each row as high. */
export function heightOf(row: Row): number {
  if (row.kind !== 'conversation') return px[row.kind];
  return summaryOf(row.conversation) === undefined ? px.conversation : px.summarised;
}
