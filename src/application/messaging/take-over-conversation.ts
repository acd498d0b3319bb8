import { takeOver } from '../../domain/messaging/human-act.ts';
import type { ActOutcome } from '../ports/messaging/human-acts.ts';
import { actAsHuman, type ActInConversation, type ActNeeds } from './act-as-human.ts';

/**
 * A human talks from here: the assistant is silent, and nothing that it has prepared is sent. Doing it again prolongs it.
 * @throws ConversationNotFound
 */
export type TakeOverConversation = (request: Omit<ActInConversation, 'reply'>) => Promise<ActOutcome>;

export const makeTakeOverConversation =
  (needs: ActNeeds): TakeOverConversation =>
  (request) =>
    actAsHuman(needs, request, (state) => takeOver(state, needs.clock.now(), needs.humanQuietMs));
