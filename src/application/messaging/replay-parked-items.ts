import type { Clock } from '../ports/system/clock.ts';
import {
  parkedItemId,
  type ParkedItem,
  type ParkedItems,
  type ParkedReach,
} from '../ports/messaging/parked-items.ts';
import type { Ids } from '../ports/system/ids.ts';
import { given } from '../../domain/given.ts';
import { nameOf } from '../../domain/connection/webhook-signer.ts';
import type { IngestedItem, IngestMessage } from './ingest-message.ts';
import { messageUnstorable, numberInactive, numberUnknown, signerForeign } from './park-items.ts';

type Place = Pick<ParkedItem, 'id' | 'receivedAt'>;
type ReplayRequest = {
  readonly reach?: ParkedReach;
  /** Where an earlier part ended. */
  readonly after?: Place | undefined;
  /** Pages of this call; all that there are when absent. */
  readonly pages?: number;
};
type ReplayReport = {
  readonly looked: number;
  readonly resolved: number;
  /** Where the next part begins; absent at the end. */
  readonly next?: Place;
};

/** Ingests parked items again, e.g. once their number is registered; what finds its place is resolved. */
export type ReplayParkedItems = (request?: ReplayRequest) => Promise<ReplayReport>;

type Needs = { parkedItems: ParkedItems; ingestMessage: IngestMessage; ids: Ids; clock: Clock };

const replayable = [
  numberUnknown,
  numberInactive,
  'status-without-message',
  messageUnstorable,
  signerForeign,
];
const pageSize = 100;

/**
 * Safe to run at any time and twice: ingest is idempotent, and an item that is parked again stays as it is. Each is
 * judged by who signed it then; what they may not say (any more) stays parked. All of a run has one correlation id.
 */
export const makeReplayParkedItems = ({
  parkedItems,
  ingestMessage,
  ids,
  clock,
}: Needs): ReplayParkedItems => {
  /** One outcome each, in order; a request has one signer. */
  const ingest = async (page: readonly ParkedItem[], requestId: string) => {
    const outcomes = new Map<ParkedItem, IngestedItem | undefined>();
    const groups = Map.groupBy(page, ({ signer }) => (signer === undefined ? '' : nameOf(signer)));
    for (const own of groups.values()) {
      const items = own.map(({ item }) => item);
      const found = await ingestMessage({ items, requestId, ...given({ signer: own[0]?.signer }) });
      for (const [index, each] of own.entries()) outcomes.set(each, found[index]);
    }
    return page.map((each) => outcomes.get(each));
  };
  return async ({ reach = 'all', after, pages = Number.POSITIVE_INFINITY } = {}) => {
    const requestId = ids.next();
    let looked = 0;
    let resolved = 0;
    let last: Place | undefined = after;
    for (let read = 0; ; read += 1) {
      if (read === pages && last !== undefined) return { looked, resolved, next: last };
      const page = await parkedItems.unresolved(replayable, pageSize, last, reach);
      if (page.length === 0) return { looked, resolved };
      const outcomes = await ingest(page, requestId);
      const foreign = page.filter((_, index) => outcomes[index]?.outcome === 'foreign');
      if (foreign.length > 0)
        await parkedItems.park(
          foreign.map(({ item, signer }) => ({
            ...{ id: parkedItemId(ids.next()), item, reason: signerForeign, requestId },
            ...given({ signer }),
          })),
        );
      const settled = page
        .filter((_, index) => !['parked', 'foreign'].includes(outcomes[index]?.outcome ?? 'parked'))
        .map(({ id }) => id);
      await parkedItems.resolve(settled, clock.now());
      looked += page.length;
      resolved += settled.length;
      last = page.at(-1);
    }
  };
};
