import type { AssistantAnswer, AssistantRequest } from '../../../domain/assistant/answer.ts';
import type { KeptTurn } from '../../../domain/assistant/model/kept-turn.ts';
import type { TurnRecord } from '../../../domain/assistant/model/turn-record.ts';
import type { TurnTools } from './turn-tools.ts';

/** One time for the whole turn: steps, conflicts, and whoever answers in another's place. */
export type TurnTime = {
  /** Aborts when the time is over, or when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Milliseconds. */
  leftMs(): number;
};

/** Where a model's way to its answer is kept, whether the answer is sent or not. */
type TurnRecorder = {
  /** Of the clinic's document. */
  readonly contextVersion: number;
  /** What was decided in this turn before the appointment book turned out to have changed. */
  readonly before?: TurnRecord;
  keep(turn: KeptTurn): void;
};

export type AssistantTurn = AssistantRequest & {
  /** Absent where nothing is kept. */
  readonly recorder?: TurnRecorder;
  readonly time: TurnTime;
  /** All that it may look at beside the clinic's context, and all that it may do. */
  readonly tools: TurnTools;
};

/** Says what to answer to a patient. May call a model; must never be called without the clinic's context. */
export interface Assistant {
  /** Changes nothing itself: what is to become of appointments and of the conversation is planned by the tools. */
  answer(turn: AssistantTurn): Promise<AssistantAnswer>;
}
