import type { Clock } from '../ports/system/clock.ts';
import type { ParkedItem, ParkedItems, ParkedReach } from '../ports/messaging/parked-items.ts';
import type { IngestMessage } from './ingest-message.ts';

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

type Needs = { parkedItems: ParkedItems; ingestMessage: IngestMessage; clock: Clock };

const replayable = ['number-unknown', 'status-without-message', 'message-unstorable'];
const pageSize = 100;

/** Safe to run at any time and twice: ingest is idempotent, and an item that is parked again stays as it is. */
export const makeReplayParkedItems =
  ({ parkedItems, ingestMessage, clock }: Needs): ReplayParkedItems =>
  async ({ reach = 'all', after, pages = Number.POSITIVE_INFINITY } = {}) => {
    let looked = 0;
    let resolved = 0;
    let last: Place | undefined = after;
    for (let read = 0; ; read += 1) {
      if (read === pages && last !== undefined) return { looked, resolved, next: last };
      const page = await parkedItems.unresolved(replayable, pageSize, last, reach);
      if (page.length === 0) return { looked, resolved };
      const outcomes = await ingestMessage({ items: page.map(({ item }) => item), requestId: 'replay' });
      const settled = page.filter((_, index) => outcomes[index]?.outcome !== 'parked').map(({ id }) => id);
      await parkedItems.resolve(settled, clock.now());
      looked += page.length;
      resolved += settled.length;
      last = page.at(-1);
    }
  };
