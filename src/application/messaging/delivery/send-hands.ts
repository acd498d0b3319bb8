import type { ReplyTaker } from '../../ports/messaging/turns.ts';

/** Takes one reply, if it gets one, and must be let go afterwards. */
type SendHand = ReplyTaker & { letGo(): void };

/**
 * The free hands of what sends in this process, lent to what answers: a reply goes out as soon as it is committed, and no
 * claim need find it (docs/decisions/0212-a-reply-is-sent-by-the-process-that-wrote-it.md).
 */
export interface SendHands {
  /** `undefined` when none is free: the reply waits to be claimed, like everything that is due. */
  borrow(): SendHand | undefined;
  /** Whoever sends lends its hands from now on. */
  lentBy(lend: () => SendHand | undefined): void;
}

export function makeSendHands(): SendHands {
  let borrow: () => SendHand | undefined = () => undefined;
  return {
    borrow: () => borrow(),
    lentBy: (lend) => {
      borrow = lend;
    },
  };
}
