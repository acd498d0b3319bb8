import { noAttention, withHandover } from '../../../domain/assistant/attention.ts';
import { assistantFailedHandover } from '../../../domain/assistant/handover.ts';
import { after } from '../../../domain/instants.ts';
import { turnRetryMs, type TurnPolicy } from '../../../domain/messaging/turn.ts';
import type { ClaimedTurn, Turns } from '../../ports/messaging/turns.ts';
import type { Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Ids } from '../../ports/system/ids.ts';
import type { Randomness } from '../../ports/system/randomness.ts';

export type GivenBack =
  | { readonly outcome: 'failed'; readonly error: unknown; readonly retryMs: number }
  /** Given to a human after too many failures. */
  | { readonly outcome: 'gave-up'; readonly error: unknown }
  /** Another worker or a human was faster: nothing was changed. */
  | { readonly outcome: 'overtaken' };

type Needs = {
  turns: Pick<Turns, 'release' | 'complete'>;
  alerts: Alerts;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  turnPolicy: TurnPolicy;
};

/** What becomes of a turn that could not be answered. */
export function turnReturns({ turns, alerts, ids, clock, randomness, turnPolicy }: Needs) {
  return { giveBack, giveBackAfterFault, giveUp };

  async function giveBack(turn: ClaimedTurn, error: unknown): Promise<GivenBack> {
    if (turn.attempts + 1 < turnPolicy.maxAttempts) {
      const retryMs = turnRetryMs(turn.attempts, randomness.next());
      await turns.release(turn, retryMs, true);
      return { outcome: 'failed', error, retryMs };
    }
    return giveUp(turn, error);
  }

  async function giveUp(turn: ClaimedTurn, error: unknown): Promise<GivenBack> {
    const now = clock.now();
    const humanUntil = after(now, turnPolicy.humanQuietMs);
    const attention = withHandover(turn.standing.attention ?? noAttention, assistantFailedHandover, now);
    const givenUp = { turnId: ids.next(), replies: [], dialogue: turn.dialogue, humanUntil, attention };
    if (!(await turns.complete(turn, givenUp))) return { outcome: 'overtaken' };
    await alerts.open(
      { clinicId: turn.clinicId, kind: 'turn-failed', subject: turn.conversationId },
      'The assistant could not answer; the conversation waits for a human',
      now,
    );
    return { outcome: 'gave-up', error };
  }

  /** The store failed, not the turn: it costs one attempt, where a lost lease would cost several. @throws the error */
  async function giveBackAfterFault(turn: ClaimedTurn, error: unknown): Promise<never> {
    const retryMs = turnRetryMs(turn.attempts, randomness.next());
    await turns.release(turn, retryMs, true).catch(() => false);
    throw error;
  }
}
