/** Tells workers that something became, or will become, due. Only a hint: polling finds what a lost one announced. */
export interface WakeUps {
  /** `kind` is `turn`, `send` or `appointment`; the work is due after `afterMs` milliseconds. Returns how to unsubscribe. */
  subscribe(listener: (kind: string, afterMs: number) => void): () => void;
}
