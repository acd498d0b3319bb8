import type { DayLimits } from '../../assistant/model/day-budget.ts';

/** How patients' recordings are listened to. */
export type VoicePolicy = {
  /** How long a turn waits for words after a recording has come, ms; 0 where nobody listens. */
  readonly waitMs: number;
  /** How long one request to the provider may take, ms. */
  readonly callMs: number;
  /** What a minute costs, in millionths of a US dollar. */
  readonly microdollarsPerMinute: number;
  /** Shared with the language model. */
  readonly dayLimits: DayLimits;
};

export const defaultVoiceTimes = { waitMs: 8_000, callMs: 20_000 } as const;

export const costOfVoice = (
  ms: number,
  { microdollarsPerMinute }: Pick<VoicePolicy, 'microdollarsPerMinute'>,
) => Math.ceil((ms * microdollarsPerMinute) / 60_000);
