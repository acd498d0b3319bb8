import type { Choice } from '../../messaging/message.ts';
import type { ModelFailureKind } from '../model-failure.ts';

/** Why the guided dialogue answered where a model was asked, or would have been. */
export type WhyGuided =
  | ModelFailureKind
  /** The clinic has used up its money of the day. */
  | 'day-budget'
  /** Steps, calls, tokens or money of this turn are used up. */
  | 'turn-budget'
  /** Too many calls that are not allowed. */
  | 'refused-calls'
  /** Said something that the clinic's context does not bear out. */
  | 'ungrounded'
  /** More than anybody reads on a phone. */
  | 'too-long'
  /** Broke off at a limit. */
  | 'cut'
  /** The provider has failed so often that it is left alone for a while. */
  | 'provider-rests'
  /** People stepped in, or the time of the whole turn was over. */
  | 'turn-ended';

/** What is done with a call: answered with data, taken as what the patient chose, or refused with a reason. */
type CallOutcome = 'read' | 'chosen' | 'refused' | 'not-run';

export type RecordedCall = {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
  readonly outcome: CallOutcome;
  readonly result: unknown;
};

/** In tokens; absent where the provider did not say. */
export type TokenCount = {
  readonly input?: number;
  readonly cached?: number;
  readonly cacheWritten?: number;
  readonly output?: number;
};

export type RecordedStep = {
  readonly ms: number;
  readonly end: 'said' | 'calls' | 'cut' | ModelFailureKind;
  readonly text: string;
  readonly calls: readonly RecordedCall[];
  readonly tokens: TokenCount;
  /** When the provider wants to be asked again, where it said so. */
  readonly retryAfterMs?: number;
  /** The turn ended meanwhile: it was asked and is charged for, and says nothing about the provider. */
  readonly wasBrokenOff?: true;
};

/** What the model decided, before it was looked at. */
export type ModelDecision =
  { readonly taps: readonly Choice[] } | { readonly words: string } | { readonly nothing: WhyGuided };

/** Words of a model that were not sent, and what was wrong with them. */
type Replaced = { readonly words: string; readonly because: readonly string[] };

/** How one answer of a model came about. Patients' telephones and documents are masked in it, as the model saw them. */
export type TurnRecord = {
  readonly answeredBy: 'model' | 'guided';
  readonly why?: WhyGuided;
  readonly model: string;
  readonly contextVersion: number;
  /** SHA-256 of the rules and the context as the model read them, base64url. */
  readonly instructionsHash: string;
  readonly situation: string;
  readonly steps: readonly RecordedStep[];
  readonly decision: ModelDecision;
  readonly replaced?: Replaced;
  readonly tokens: TokenCount;
  /** Millionths of a US dollar; absent where the price of the model is not known. */
  readonly microdollars?: number;
  readonly ms: number;
};
