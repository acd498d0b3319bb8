import { UnstorableBatch } from '../../domain/messaging/ingest-errors.ts';
import { messageId } from '../../domain/messaging/message.ts';
import type { TurnPolicy } from '../../domain/messaging/turn.ts';
import type { Alerts } from '../ports/alerts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { AppendOutcome, ArrivedMessage, Inbox } from '../ports/inbox.ts';
import type { People, Placement } from '../ports/people.ts';
import type { RememberedPlacements } from './remembered-placements.ts';
import type { RoutedMessage } from './routed-message.ts';

/** Stores a batch of messages; `refused` for one whose data the store does not take. One outcome each, in order. */
export type StoreMessages = (batch: readonly RoutedMessage[]) => Promise<readonly StoreOutcome[]>;
type StoreOutcome = 'stored' | 'duplicate' | 'refused';

type Needs = {
  people: People;
  inbox: Inbox;
  alerts: Alerts;
  placements: RememberedPlacements;
  ids: Ids;
  clock: Clock;
  turnPolicy: TurnPolicy;
};

const waitingForHuman = ['handover', 'turn-failed'] as const;

/** Placements go stale only when an identity leaves its person; more rounds than this means a fault of ours. */
const maxRounds = 12;

/**
 * People are placed once and remembered, so that a known sender costs one statement. A placement that is out of date
 * is refused by the inbox and made anew; a batch that the store refuses is stored message by message.
 */
export function makeStoreMessages({
  people,
  inbox,
  alerts,
  placements,
  ids,
  clock,
  turnPolicy,
}: Needs): StoreMessages {
  const place = async (batch: readonly RoutedMessage[]): Promise<readonly Placement[]> => {
    // looked up once: another batch may forget one of them while we wait
    const known = new Map(batch.map((routed) => [routed, placements.recall(routed)]));
    const missing = batch.filter((routed) => known.get(routed) === undefined);
    if (missing.length > 0) {
      const made = await people.place(
        missing.map(({ number, message }) => ({
          clinicId: number.clinicId,
          whatsappNumber: number.whatsappNumber,
          sighting: message.person,
          ...(message.identityChange && { change: message.identityChange }),
        })),
        clock.now(),
      );
      const fresh = new Map(missing.map((routed, index) => [routed, made[index] as Placement]));
      for (const [routed, placement] of fresh) placements.remember(routed, placement);
      return batch.map((routed) => fresh.get(routed) ?? (known.get(routed) as Placement));
    }
    return batch.map((routed) => known.get(routed) as Placement);
  };

  const append = async (batch: readonly RoutedMessage[]): Promise<readonly AppendOutcome[]> => {
    const placed = await place(batch);
    const arrived = batch.map(({ number, message, requestId }, index): ArrivedMessage => ({
      id: messageId(ids.next()),
      clinicId: number.clinicId,
      placement: placed[index] as Placement,
      message,
      requestId,
    }));
    const outcomes = await inbox.append(arrived, turnPolicy);
    await endWaiting(arrived.filter((_, index) => outcomes[index] === 'stored'));
    return outcomes;
  };

  /** A human of the clinic wrote on the clinic's phone: nobody has to be called to these conversations any more. */
  const endWaiting = async (stored: readonly ArrivedMessage[]): Promise<void> => {
    const byStaff = stored.filter(({ message }) => message.origin === 'staff');
    if (byStaff.length === 0) return;
    const conditions = byStaff.flatMap(({ clinicId, placement }) =>
      waitingForHuman.map((kind) => ({ clinicId, kind, subject: placement.conversationId })),
    );
    await alerts.resolveAll(conditions, clock.now());
  };

  const storeAll = async (batch: readonly RoutedMessage[], round = 1): Promise<readonly StoreOutcome[]> => {
    const outcomes = await append(batch);
    const moved = batch.filter((_, index) => outcomes[index] === 'moved');
    if (moved.length === 0) return outcomes as readonly StoreOutcome[];
    if (round === maxRounds)
      throw new Error(`${moved.length} messages found no conversation in ${round} rounds`);
    for (const routed of moved) placements.forget(routed);
    const again = await storeAll(moved, round + 1);
    let next = 0;
    return outcomes.map((outcome) => (outcome === 'moved' ? (again[next++] as StoreOutcome) : outcome));
  };

  return async (batch) => {
    try {
      return await storeAll(batch);
    } catch (error) {
      if (!(error instanceof UnstorableBatch)) throw error;
      if (batch.length === 1) return ['refused'];
      const outcomes: StoreOutcome[] = [];
      for (const routed of batch) outcomes.push(...(await oneByOne(routed)));
      return outcomes;
    }
  };

  async function oneByOne(routed: RoutedMessage): Promise<readonly StoreOutcome[]> {
    try {
      return await storeAll([routed]);
    } catch (error) {
      if (error instanceof UnstorableBatch) return ['refused'];
      throw error;
    }
  }
}
