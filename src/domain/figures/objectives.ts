import type { ConnectionStatus } from '../connection/google-connection.ts';
import type { SendEnding } from '../messaging/delivery-status.ts';

/** What every clinic is promised, and of how many events over thirty days; the rest is its error budget. */
export const objectiveTargets = {
  acknowledged: 0.999,
  answered: 0.99,
  delivered: 0.98,
  'calendar-fresh': 0.99,
  'token-healthy': 0.995,
} as const;
export type Objective = keyof typeof objectiveTargets;
export const objectives = Object.keys(objectiveTargets) as readonly Objective[];

/** Whether a promise was kept; `restored` takes a `bad` back; `undefined` where what happened says nothing about it. */
export type Verdict = 'good' | 'bad' | 'restored' | undefined;

const kept = (isKept: boolean): Verdict => (isKept ? 'good' : 'bad');

/** Meta expects an answer within a second, and slows down where it has none. */
const acknowledgedWithinMs = 1_000;
/** Longer than a language model may take; a patient looks away. */
const answeredWithinMs = 10_000;

/** A webhook is stored and answered with 200 in time; what a stranger sent is nobody's. */
export const isAcknowledged = (status: number, ms: number): Verdict =>
  status === 401 ? undefined : kept(status === 200 && ms <= acknowledgedWithinMs);

/** An answer is ready in time, or it is known that none is wanted. What others overtook, or must wait, is no fault. */
export function isAnswered(outcome: string, waitedMs: number): Verdict {
  if (outcome === 'overtaken' || outcome === 'postponed') return undefined;
  return kept((outcome === 'answered' || outcome === 'nothing-to-say') && waitedMs <= answeredWithinMs);
}

/** A message reaches the patient. That WhatsApp has accepted it says nothing yet: it may fail later, and arrive after all. */
export const isDelivered = (ending: SendEnding): Verdict =>
  ending === 'arrived-after-all' ? 'restored' : kept(ending === 'arrived');

/** What changed in a calendar could be read when it was time to look. */
export const isCalendarFresh = (outcome: string): Verdict =>
  outcome === 'overtaken' ? undefined : kept(outcome === 'all-read' || outcome === 'changes-read');

/** At a look, which comes once a minute, the clinic's Google connection works; one that is being ended is not missed. */
export const isTokenHealthy = (status: ConnectionStatus): Verdict =>
  status === 'disconnecting' ? undefined : kept(status === 'connected');
