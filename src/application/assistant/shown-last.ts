import type { Choice } from '../../domain/messaging/message.ts';
import { choicesShownLast } from '../../domain/messaging/messages/shown-choices.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { BoundTurn } from './bound-turn.ts';

/** So many reports in a row hide what was asked before them. */
const most = 10;

/** See `TurnTools.shownLast`. */
export const shownLast =
  (conversations: Pick<Conversations, 'shown'>, { context: { clinicId }, conversationId }: BoundTurn) =>
  async (): Promise<readonly Choice[] | undefined> =>
    choicesShownLast(await conversations.shown(clinicId, conversationId, most));
