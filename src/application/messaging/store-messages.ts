import { UnstorableBatch } from '../../domain/messaging/ingest-errors.ts';
import { messageId } from '../../domain/messaging/message.ts';
import { isHumanAct, type TurnPolicy } from '../../domain/messaging/turn.ts';
import { marksOf } from '../privacy/erasure-marks.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ErasureMarks } from '../ports/privacy/erased-keys.ts';
import type { ErasureKeys } from '../ports/privacy/erasure-keys.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { AppendOutcome, ArrivedMessage, Inbox } from '../ports/messaging/inbox.ts';
import type { People, Placement } from '../ports/messaging/people.ts';
import type { RememberedPlacements } from './remembered-placements.ts';
import type { RoutedMessage } from './routed-message.ts';
import { given } from '../../domain/given.ts';

/**
 * Stores a batch of messages; `refused` for one whose data the store does not take, `erased` for one that repeats what
 * was erased. One outcome each, in order.
 */
export type StoreMessages = (batch: readonly RoutedMessage[]) => Promise<readonly StoreOutcome[]>;
type StoreOutcome = 'stored' | 'duplicate' | 'refused' | 'erased';

type Needs = {
  people: People;
  inbox: Inbox;
  erasureKeys: ErasureKeys;
  alerts: Alerts;
  placements: RememberedPlacements;
  ids: Ids;
  clock: Clock;
  turnPolicy: TurnPolicy;
};

const waitingForHuman = ['handover', 'emergency', 'turn-failed', 'message-changed'] as const;

/** Placements go stale only when an identity leaves its person; more rounds than this means a fault of ours. */
const maxRounds = 12;

/**
 * People are placed once and remembered, so that a known sender costs one statement. A placement that is out of date
 * is refused by the inbox and made again; a batch that the store refuses is stored message by message.
 */
export function makeStoreMessages({
  people,
  inbox,
  erasureKeys,
  alerts,
  placements,
  ids,
  clock,
  turnPolicy,
}: Needs): StoreMessages {
  type Marked = { readonly routed: RoutedMessage; readonly marks: ErasureMarks };
  const mark = (routed: RoutedMessage): Marked => ({
    routed,
    marks: marksOf(erasureKeys, routed.number.clinicId, routed.message),
  });

  const place = async (batch: readonly Marked[]): Promise<readonly (Placement | undefined)[]> => {
    // looked up once: another batch may forget one of them while we wait
    const known = new Map(batch.map(({ routed }) => [routed, placements.recall(routed)]));
    const missing = batch.filter(({ routed }) => known.get(routed) === undefined);
    if (missing.length > 0) {
      const made = await people.place(
        missing.map(({ routed: { number, message }, marks }) => ({
          clinicId: number.clinicId,
          whatsappNumber: number.whatsappNumber,
          sighting: message.person,
          marks,
          ...given({ change: message.identityChange }),
        })),
        clock.now(),
      );
      for (const [index, { routed }] of missing.entries()) {
        const placement = made[index];
        known.set(routed, placement);
        if (placement !== undefined) placements.remember(routed, placement);
      }
    }
    return batch.map(({ routed }) => known.get(routed));
  };

  const append = async (batch: readonly RoutedMessage[]): Promise<readonly AppendOutcome[]> => {
    const marked = batch.map(mark);
    const placed = await place(marked);
    const arrived = marked.flatMap(({ routed: { number, message, requestId }, marks }, at) => {
      const placement = placed[at];
      if (placement === undefined) return [];
      const id = messageId(ids.next());
      const { clinicId } = number;
      return { at, message: { id, clinicId, placement, message, requestId, erasureKeys: marks.keys } };
    });
    const outcomes = batch.map((): AppendOutcome => 'erased');
    const appended = await inbox.append(
      arrived.map(({ message }) => message),
      turnPolicy,
    );
    for (const [index, { at }] of arrived.entries()) outcomes[at] = appended[index] as AppendOutcome;
    await endWaiting(arrived.flatMap(({ at, message }) => (outcomes[at] === 'stored' ? [message] : [])));
    return outcomes;
  };

  /** A human of the clinic wrote on the clinic's phone, or reached the patient by it: nobody has to be called there any more. */
  const endWaiting = async (stored: readonly ArrivedMessage[]): Promise<void> => {
    const byStaff = stored.filter(({ message }) => isHumanAct(message));
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
