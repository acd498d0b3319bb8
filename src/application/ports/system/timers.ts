export type Cancel = () => void;

/** Time that passes. What waits keeps the process alive until it has run or was cancelled. */
export interface Timers {
  /** Runs `run` once, `ms` from now. */
  after(ms: number, run: () => void): Cancel;
  sleep(ms: number): Promise<void>;
  /** Milliseconds that nobody sets: only the difference of two readings means something. */
  elapsed(): number;
}
