import { after } from '../../instants.ts';

/** What one process knows of whether WhatsApp answers: how often in a row it has not, and since when it only tries. */
export type AnswerRun =
  | { readonly lost: number }
  /** Nothing is sent until then; afterwards one message at a time, to see whether it answers again. */
  | { readonly pausedMs: number; readonly until: Date };

export const allAnswered: AnswerRun = { lost: 0 };

/** So many answers in a row that leave a message in doubt are no coincidence. */
const lostBeforePause = 5;
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

/** @param isInDoubt the answer was lost, or a fault of WhatsApp's own: the message may have been sent or not */
export function afterAnswer(known: AnswerRun, isInDoubt: boolean, now: Date): AnswerRun {
  if (!isInDoubt) return allAnswered;
  if ('lost' in known) {
    const lost = known.lost + 1;
    return lost < lostBeforePause ? { lost } : pauseFor(firstPauseMs, now);
  }
  // what was on its way when the pause began says nothing new
  if (pauseLeftMs(known, now) > 0) return known;
  return pauseFor(Math.min(longestPauseMs, 2 * known.pausedMs), now);
}

const pauseFor = (pausedMs: number, now: Date): AnswerRun => ({ pausedMs, until: after(now, pausedMs) });

/** How many more messages may be sent now, of `wanted`, beside `inHand` that are being sent. */
export function sendsAllowed(known: AnswerRun, wanted: number, inHand: number, now: Date): number {
  if ('lost' in known) return wanted;
  return pauseLeftMs(known, now) === 0 && inHand === 0 ? Math.min(1, wanted) : 0;
}

/** For how long nothing may be sent; 0 while anything may. */
export function pauseLeftMs(known: AnswerRun, now: Date): number {
  if ('lost' in known) return 0;
  const leftMs = known.until.getTime() - now.getTime();
  // more than it was meant to be: the clock was set back
  return leftMs > known.pausedMs ? 0 : Math.max(0, leftMs);
}
