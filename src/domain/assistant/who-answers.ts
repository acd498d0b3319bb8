import type { OpenState } from '../clinic/opening-hours.ts';
import { after } from '../instants.ts';
import { modeNow, type ConversationState } from '../messaging/conversation.ts';
import { noAttention } from './attention.ts';

/**
 * Who answers what a patient writes now. `meanwhile`: people should, but nobody is there, and the assistant does what it
 * can until they are. Emergencies are answered whoever it is.
 */
export type Answerer = 'assistant' | 'meanwhile' | 'people';

type Setting = {
  readonly open: OpenState['state'];
  readonly now: Date;
  /** How long a patient waits for people who are there, ms. */
  readonly patienceMs: number;
};

/** How long a patient waits for people who are there, if the installation says nothing else. */
export const defaultHandoverPatienceMs = 15 * 60_000;

/** Somebody of the clinic who has acted holds the conversation; a handover that nobody has looked at does not. */
export function whoAnswers(
  conversation: Pick<ConversationState, 'mode' | 'humanUntil' | 'attention'>,
  { open, now, patienceMs }: Setting,
): Answerer {
  if (modeNow(conversation, now) === 'assistant') return 'assistant';
  const { handover, lookedAt } = conversation.attention ?? noAttention;
  if (handover === undefined) return 'people';
  const isRecent = (at: Date | undefined) => at !== undefined && after(at, patienceMs) > now;
  if (isRecent(lookedAt)) return 'people';
  return open === 'closed' || !isRecent(handover.at) ? 'meanwhile' : 'people';
}
