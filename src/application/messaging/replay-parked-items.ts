import type { Clock } from '../ports/clock.ts';
import type { ParkedItem, ParkedItems } from '../ports/parked-items.ts';
import type { IngestMessage } from './ingest-message.ts';

type ReplayReport = { readonly looked: number; readonly resolved: number };

/** Ingests parked items again, e.g. once their number is registered; what finds its place is resolved. */
export type ReplayParkedItems = () => Promise<ReplayReport>;

type Needs = { parkedItems: ParkedItems; ingestMessage: IngestMessage; clock: Clock };

const replayable = ['number-unknown', 'status-without-message', 'message-unstorable'];
const pageSize = 100;

/** Safe to run at any time and twice: ingest is idempotent, and an item that is parked again stays as it is. */
export const makeReplayParkedItems =
  ({ parkedItems, ingestMessage, clock }: Needs): ReplayParkedItems =>
  async () => {
    let looked = 0;
    let resolved = 0;
    let last: ParkedItem | undefined;
    for (;;) {
      const page = await parkedItems.unresolved(replayable, pageSize, last);
      if (page.length === 0) return { looked, resolved };
      const outcomes = await ingestMessage({ items: page.map(({ item }) => item), requestId: 'replay' });
      const settled = page.filter((_, index) => outcomes[index]?.outcome !== 'parked').map(({ id }) => id);
      await parkedItems.resolve(settled, clock.now());
      looked += page.length;
      resolved += settled.length;
      last = page.at(-1);
    }
  };
