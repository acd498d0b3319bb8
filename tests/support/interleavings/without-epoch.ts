import type { Stores } from '../worlds/memory-world.ts';
import type { World } from './takeover-run.ts';

/** The commit asks neither for the epoch nor for the lease of the claim, as if they were still those of now. */
export const withoutFenceAtCommit = (stores: Stores, world: () => World): Stores => ({
  ...stores,
  turns: {
    ...stores.turns,
    complete(turn, completion, taker) {
      const row = world().db.conversations.get(turn.conversationId)!;
      row.turnLeaseUntil ??= world().clock.now();
      const now = { ...turn, epoch: row.epoch, leaseToken: row.turnLeaseToken };
      return stores.turns.complete(now, completion, taker);
    },
  },
});

/** What is about to be sent counts as prepared just now. */
export const withoutLookBeforeSend = (stores: Stores, world: () => World): Stores => ({
  ...stores,
  outbox: {
    ...stores.outbox,
    reservePlace(send, ...rest) {
      const { db } = world();
      const row = db.messages.find(({ id }) => id === send.messageId)!;
      row.epoch = db.conversations.get(send.conversationId)!.epoch;
      return stores.outbox.reservePlace(send, ...rest);
    },
  },
});
