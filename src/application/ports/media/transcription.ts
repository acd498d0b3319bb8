export type Recording = {
  readonly bytes: Uint8Array;
  /** What the bytes are, e.g. `audio/ogg`. */
  readonly type: string;
};

export type HeardWords = {
  /** As the provider gave it: to be cleaned, and perhaps empty. */
  readonly text: string;
  /** How much of it is paid for, where the provider says so, in ms. */
  readonly ms?: number;
};

/** Turns speech into Portuguese words. Contract: tests/contract/transcription */
export interface Transcription {
  /**
   * Asks once, retries nothing. When `signal` aborts, its reason is thrown at once, whatever the connection does.
   * @throws ModelFailure
   */
  transcribe(recording: Recording, signal: AbortSignal): Promise<HeardWords>;
}
