import type { TurnTimes } from '../../../domain/messaging/turn.ts';
import { limitedTime, type LimitedTime } from '../../assistant/turn-time.ts';
import type { ClaimedTurn, Turns } from '../../ports/messaging/turns.ts';
import type { Cancel, Timers } from '../../ports/system/timers.ts';

/** Somebody else has the conversation now: nothing that is prepared here would be sent. */
export class TurnLost extends Error {
  constructor() {
    super('The turn is in other hands');
  }
}

type Needs = { turns: Pick<Turns, 'renew'>; timers: Timers; turnTimes: TurnTimes };

/**
 * Keeps a claimed turn while it is being answered: its lease is renewed as long as this process lives and there is time.
 * When people step in or the lease is lost, the time of the turn ends at the next look. Looks begin at a steady pace, so that
 * it ends within a second wherever the store answers within half of one.
 */
export function holdTurn({ turns, timers, turnTimes }: Needs, turn: ClaimedTurn): LimitedTime {
  const { leaseMs, watchMs, deadlineMs } = turnTimes;
  const time = limitedTime(timers, deadlineMs);
  let cancel: Cancel | undefined;
  let isClosed = false;

  const paceMs = Math.min(watchMs, leaseMs / 3);
  const lookAfter = (ms: number) => {
    if (!isClosed && !time.signal.aborted) cancel = timers.after(Math.max(0, ms), look);
  };
  const look = () => {
    const began = timers.elapsed();
    void turns
      .renew(turn, leaseMs)
      // a store that does not answer decides nothing: the fence does when the answer is committed
      .catch(() => true)
      .then((isOurs) => {
        if (isOurs) lookAfter(paceMs - (timers.elapsed() - began));
        else if (!isClosed) time.end(new TurnLost());
      });
  };
  lookAfter(paceMs);

  return {
    ...time,
    close() {
      isClosed = true;
      cancel?.();
      time.close();
    },
  };
}
