import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { parkedItemId, type ParkedItems } from '../ports/parked-items.ts';
import type { ReactToAccountNews } from './react-to-account-news.ts';
import type { RecordDeliveryStatus } from './record-delivery-status.ts';

type Entry = {
  readonly item: WebhookItem;
  readonly clinicId?: ClinicId;
  /** Short and stable, e.g. `number-unknown`. */
  readonly reason: string;
  readonly requestId: string;
};

/** Keeps what has no place among the messages, and deals at once with what can be dealt with. */
export type ParkItems = (entries: readonly Entry[]) => Promise<void>;

type Needs = {
  parkedItems: ParkedItems;
  recordDeliveryStatus: RecordDeliveryStatus;
  reactToAccountNews: ReactToAccountNews;
  ids: Ids;
  clock: Clock;
};

export const makeParkItems =
  ({ parkedItems, recordDeliveryStatus, reactToAccountNews, ids, clock }: Needs): ParkItems =>
  async (entries) => {
    if (entries.length === 0) return;
    const items = entries.map((entry) => ({ id: parkedItemId(ids.next()), ...entry }));
    const kept = await parkedItems.park(items);
    // what was dealt with is resolved: when an old ban is delivered again it must not stop a reinstated clinic
    const open = items.flatMap(({ id, ...entry }) => {
      const keptAs = kept.get(id);
      return keptAs === undefined ? [] : [{ ...entry, keptAs }];
    });

    const news = open.flatMap(({ item, keptAs }) => (item.kind === 'account' ? [{ item, keptAs }] : []));
    if (news.length > 0) await reactToAccountNews(news.map(({ item }) => item));

    // the message may have got its wamid between the first look and the parking
    const statuses = open.flatMap(({ item, clinicId, keptAs }) =>
      item.kind === 'status' && clinicId !== undefined ? [{ clinicId, status: item, keptAs }] : [],
    );
    const outcomes = statuses.length > 0 ? await recordDeliveryStatus(statuses) : [];
    const matched = statuses.filter((_, index) => outcomes[index]?.outcome !== 'unmatched');

    const done = [...news, ...matched].map(({ keptAs }) => keptAs);
    if (done.length > 0) await parkedItems.resolve(done, clock.now());
  };
