import type { AssistantAnswer, AssistantRequest } from '../../domain/assistant/answer.ts';

/** Says what to answer to a patient. May call a model; must never be called without the clinic's context. */
export interface Assistant {
  answer(request: AssistantRequest): Promise<AssistantAnswer>;
}
