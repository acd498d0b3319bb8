/** JSON Schema of a tool's arguments: an object that requires every property and allows no other. */
type ArgumentsSchema = Readonly<Record<string, unknown>>;

export type ModelTool = {
  readonly name: string;
  readonly description: string;
  readonly parameters: ArgumentsSchema;
};

/** A tool that the model asks for. */
export type ModelCall = {
  /** Made by the provider; unique within a step. */
  readonly id: string;
  /** Of any tool, also of one that was not offered. */
  readonly name: string;
  /** JSON, checked against nothing; `undefined` when the model wrote something else. */
  readonly arguments: unknown;
};

/** What was said so far in this turn and before it, oldest first. */
export type ModelMessage =
  | { readonly from: 'patient'; readonly text: string }
  | { readonly from: 'assistant'; readonly text: string; readonly calls?: readonly ModelCall[] }
  | { readonly from: 'tool'; readonly callId: string; readonly name: string; readonly result: unknown };

export type ModelStepRequest = {
  /** The model to ask, by the provider's id. */
  readonly model: string;
  /** Rules and the clinic's context. Byte-identical for one version of the context, so that providers cache it. */
  readonly instructions: string;
  /** Names the instructions for the provider's cache; says nothing about a clinic or a patient. */
  readonly cacheKey: string;
  /** What changes from turn to turn: the date, opening hours now, the patient's appointments. */
  readonly situation: string;
  readonly messages: readonly ModelMessage[];
  /** In this order; none forces words. */
  readonly tools: readonly ModelTool[];
  readonly maxOutputTokens: number;
};

/** In tokens; `undefined` where the provider does not say. */
type ModelUsage = {
  /** All that was read, cached or not. */
  readonly input: number | undefined;
  readonly cached: number | undefined;
  /** Of what was read: newly put into the provider's cache, which some charge for. */
  readonly cacheWritten?: number | undefined;
  readonly output: number | undefined;
};

export type ModelStep = {
  /** Never meant for the patient while there are calls, or when the step was cut. */
  readonly text: string;
  readonly calls: readonly ModelCall[];
  /** `cut`: the answer broke off at a limit. */
  readonly end: 'said' | 'calls' | 'cut';
  readonly usage: ModelUsage;
};

/** A language model, asked for one step at a time. Contract: tests/contract/language-model */
export interface LanguageModel {
  /**
   * Asks once: runs no tool, retries nothing, stores nothing at the provider. When `signal` aborts, its reason is
   * thrown at once, whatever the connection does.
   * @throws ModelFailure
   */
  step(request: ModelStepRequest, signal: AbortSignal): Promise<ModelStep>;
}
