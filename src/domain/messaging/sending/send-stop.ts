import { after, isOver, latest } from '../../instants.ts';

/**
 * Who said that a number's sends must stop: the answer to a send, a status that came later, or what Meta says about
 * the account (`news`). Later ones weigh more.
 */
export const stopSources = ['send', 'status', 'news'] as const;
export type StopSource = (typeof stopSources)[number];

/** How a number's sends are stopped. */
export type SendStop = {
  /** A probe goes out then. */
  readonly until?: Date | undefined;
  /** How often in a row. */
  readonly count: number;
  readonly by?: StopSource | undefined;
  readonly at?: Date | undefined;
};

export const notStopped: SendStop = { count: 0, until: undefined, by: undefined, at: undefined };

/** A refused probe has cost nobody anything; one that is taken and fails afterwards costs a patient their answer. */
const firstStopMs: Readonly<Record<StopSource, number>> = { send: 15_000, status: 60_000, news: 60_000 };
const longestStopMs = 3_600_000;

/** Each stop lasts twice as long as the one before; what comes while the sends are stopped prolongs nothing. */
export function stopSends(before: SendStop, by: StopSource, now: Date): SendStop {
  const weight = (source: StopSource | undefined) =>
    source === undefined ? -1 : stopSources.indexOf(source);
  const stop = {
    by: before.by !== undefined && weight(before.by) > weight(by) ? before.by : by,
    at: latest(before.at, now),
  };
  if (!isOver(before.until, now)) return { ...before, ...stop };
  const pauseMs = Math.min(longestStopMs, firstStopMs[stop.by] * 2 ** before.count);
  return { ...stop, until: after(now, pauseMs), count: before.count + 1 };
}

/**
 * A message that was refused as the account's fault, although others got through before and after, several times: then it
 * is its own fault, whatever the code says, and must not stop its number again and again.
 */
export const isItsOwnFault = ({
  isProbe,
  lastErrorClass,
  attempts,
}: {
  readonly isProbe: boolean;
  readonly lastErrorClass?: string;
  /** A refusal counts as one where the number was not stopped. */
  readonly attempts: number;
}): boolean => !isProbe && lastErrorClass === 'account' && attempts >= mostStopsByOne;
const mostStopsByOne = 3;

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
