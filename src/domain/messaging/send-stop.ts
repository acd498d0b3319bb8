import { after, isOver, latest } from '../instants.ts';

/**
 * Who said that a clinic's sends must stop: the answer to a send, a status that came later, or what Meta says about
 * the account (`news`). Later ones weigh more.
 */
export const stopSources = ['send', 'status', 'news'] as const;
export type StopSource = (typeof stopSources)[number];

/** How a clinic's sends are stopped. */
export type SendStop = {
  /** A probe goes out then. */
  readonly until?: Date | undefined;
  /** How often in a row. */
  readonly count: number;
  readonly by?: StopSource | undefined;
  readonly at?: Date | undefined;
};

export const notStopped: SendStop = { count: 0, until: undefined, by: undefined, at: undefined };

const firstStopMs = 60_000;
const longestStopMs = 3_600_000;

/** Each stop lasts twice as long as the one before; what comes while the sends are stopped prolongs nothing. */
export function stopSends(before: SendStop, by: StopSource, now: Date): SendStop {
  const weight = (source: StopSource | undefined) =>
    source === undefined ? -1 : stopSources.indexOf(source);
  const stop = {
    by: weight(before.by) > weight(by) ? before.by : by,
    at: latest(before.at, now),
  };
  if (!isOver(before.until, now)) return { ...before, ...stop };
  const pauseMs = Math.min(longestStopMs, firstStopMs * 2 ** before.count);
  return { ...stop, until: after(now, pauseMs), count: before.count + 1 };
}

/**
 * What ends a stop:
 * - `accepted`: WhatsApp took a message that was handed over after the stop; enough only where a send had been refused
 * - `sent`: a message really left WhatsApp after the stop (Meta's own timestamp)
 * - `news`: Meta says that the account is well again
 */
export type ResumeProof =
  | { readonly by: 'accepted'; readonly at: Date }
  | { readonly by: 'sent'; readonly at: Date }
  | { readonly by: 'news' };

export function endsStop({ count, by, at }: SendStop, proof: ResumeProof): boolean {
  if (count === 0) return false;
  if (proof.by === 'news') return true;
  return at !== undefined && at < proof.at && (proof.by === 'sent' || by === 'send');
}
