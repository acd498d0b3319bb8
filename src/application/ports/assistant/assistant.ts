import type { AssistantAnswer, AssistantRequest } from '../../../domain/assistant/answer.ts';
import type { TurnTools } from './turn-tools.ts';

type AssistantTurn = AssistantRequest & {
  /** All that it may look at beside the clinic's context, and all that it may do. */
  readonly tools: TurnTools;
};

/** Says what to answer to a patient. May call a model; must never be called without the clinic's context. */
export interface Assistant {
  /** Changes nothing itself: what is to become of appointments and of the conversation is planned by the tools. */
  answer(turn: AssistantTurn): Promise<AssistantAnswer>;
}
