export type SyncPolicy = {
  /** How long a time is kept for a patient who has not said yes. */
  readonly holdMs: number;
  /** Tries at an event that others keep deleting, or at a time that an event of ours keeps taken. */
  readonly maxAttempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** Between looks at a connection that does not work. */
  readonly accessWaitMs: number;
  /** When a patient who waits for the calendar is told so. */
  readonly waitNewsMs: number;
  /** How long a patient waits at most and at least, until the booking is given up; see `givesUpAt`. */
  readonly patienceMs: number;
  readonly leastPatienceMs: number;
  /** Between tries to take an event out of a calendar that cannot be reached. */
  readonly cleanUpWaitMs: number;
  /** How long after a visit we still try to take its event out of the calendar. */
  readonly cleanUpMs: number;
  /** How long nothing is written to a calendar whose usage limit is reached, a quarter more or less. */
  readonly writesPauseMs: number;
  /** Afterwards those who wait come one by one within this time. */
  readonly writesSpreadMs: number;
  /** Between two looks, before an event that cannot be found is believed to be deleted: it may be on its way elsewhere. */
  readonly deletionDoubtMs: number;
  /** After a change in Google, until the patient is told of it: people drag in steps, and take back what they did. */
  readonly newsQuietMs: number;
  /** How long the assistant stays silent after a booking that a human has to mend. */
  readonly humanQuietMs: number;
};

export const defaultSyncPolicy: SyncPolicy = {
  holdMs: 10 * 60_000,
  maxAttempts: 10,
  baseMs: 1_000,
  capMs: 5 * 60_000,
  accessWaitMs: 5 * 60_000,
  waitNewsMs: 30_000,
  patienceMs: 2 * 3_600_000,
  leastPatienceMs: 5 * 60_000,
  cleanUpWaitMs: 3_600_000,
  cleanUpMs: 24 * 3_600_000,
  writesPauseMs: 3 * 3_600_000,
  writesSpreadMs: 10 * 60_000,
  deletionDoubtMs: 3_000,
  newsQuietMs: 60_000,
  humanQuietMs: 12 * 3_600_000,
};

/** A visit of tomorrow can wait longer than one of this afternoon: a quarter of the time that is left to it. */
export function givesUpAt(
  { requestedAt, slot }: { readonly requestedAt: Date; readonly slot: { readonly start: Date } },
  { patienceMs, leastPatienceMs }: Pick<SyncPolicy, 'patienceMs' | 'leastPatienceMs'>,
): Date {
  const quarter = (slot.start.getTime() - requestedAt.getTime()) / 4;
  const patience = Math.min(patienceMs, Math.max(leastPatienceMs, quarter));
  return new Date(requestedAt.getTime() + patience);
}

/** Doubles from try to try, with full jitter above half; never sooner than Google asks. `random` in [0, 1). */
export function syncRetryMs(
  attempts: number,
  { baseMs, capMs }: Pick<SyncPolicy, 'baseMs' | 'capMs'>,
  random: number,
  retryAfterMs = 0,
): number {
  const wait = Math.min(capMs, baseMs * 2 ** Math.min(attempts, 20));
  return Math.max(retryAfterMs, Math.round(wait / 2 + (wait / 2) * random));
}
