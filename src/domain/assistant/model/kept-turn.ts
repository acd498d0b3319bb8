import type { Choice, OutboundContent, PatientMessage } from '../../messaging/message.ts';
import type { TurnRecord } from './turn-record.ts';

/** What a turn began with. */
type TurnInput = {
  readonly now: Date;
  /** What the assistant remembered. */
  readonly dialogue: unknown;
  /** What the patient had said, corrections applied. */
  readonly messages: readonly PatientMessage[];
  readonly shown?: readonly Choice[];
  readonly patientName?: string;
  readonly waitsForPeople?: boolean;
  /** How long a time is held, in ms; absent where the agenda could not be used. */
  readonly holdMs?: number;
};

/** One look at, or plan with, the tools of the turn, and what came of it. */
export type ToolUse = { readonly call: string; readonly about: unknown; readonly result: unknown };

/** A turn that a model was asked about, with all that is needed to run it again without asking anybody. */
export type KeptTurn = {
  readonly record: TurnRecord;
  readonly input: TurnInput;
  readonly tools: readonly ToolUse[];
  /** As the assistant gave them; nothing where the turn was broken off. */
  readonly replies: readonly OutboundContent[];
  /** The model was not asked again: the appointment book had changed, and what was wanted was carried out once more. */
  readonly isRepeated: boolean;
};
