import { returnToAssistant } from '../../domain/messaging/human-act.ts';
import type { ActOutcome } from '../ports/messaging/human-acts.ts';
import { actAsHuman, type ActInConversation, type ActNeeds } from './act-as-human.ts';

/** The assistant answers what comes next. Changes nothing where it does so already. @throws ConversationNotFound */
export type ReturnToAssistant = (request: Omit<ActInConversation, 'reply'>) => Promise<ActOutcome>;

export const makeReturnToAssistant =
  (needs: ActNeeds): ReturnToAssistant =>
  (request) =>
    actAsHuman(needs, request, returnToAssistant);
