import { createHash } from 'node:crypto';
import type { MemoryDatabase } from '../../../src/adapters/memory/database.ts';

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A digest of conversations, messages and `rest`; ids count by where they stand, not by when they were made. */
export function stateOfWorld(db: MemoryDatabase, rest: unknown): string {
  const text = JSON.stringify([
    db.clock.now(),
    [...db.conversations.values()],
    db.messages.map(({ id, origin, status, epoch, leaseUntil, leaseToken, nextAttemptAt, awaitsTurn }) => [
      ...[id, origin, status, epoch, leaseUntil],
      ...[leaseToken, nextAttemptAt, awaitsTurn],
    ]),
    rest,
  ]);
  const places = new Map<string, string>();
  const told = text.replace(ids, (id) => {
    const place = places.get(id) ?? `#${places.size}`;
    places.set(id, place);
    return place;
  });
  return createHash('sha256').update(told).digest('base64');
}
