import type {
  ParkedItem,
  ParkedItemId,
  ParkedItems,
  ParkedItemView,
  ParkedReach,
} from '../../../application/ports/messaging/parked-items.ts';
import { addressedNumber } from '../../../domain/clinic/addressed-number.ts';
import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import type { MemoryDatabase, ParkedRow } from '../database.ts';
import { given } from '../../../domain/given.ts';

export const memoryParkedItems = (db: MemoryDatabase): ParkedItems => ({
  park: (items) =>
    db.atomically(() => {
      const open = new Map<ParkedItemId, ParkedItemId>();
      for (const { id, clinicId, reason, item, signer, requestId } of items) {
        const key = keyOf(item);
        const known = db.parked.get(key);
        if (known !== undefined) {
          if (known.resolvedAt === undefined) {
            open.set(id, known.id);
            db.parked.set(key, { ...known, reason, ...given({ clinicId }) });
          }
          continue;
        }
        const receivedAt = db.clock.now();
        open.set(id, id);
        db.parked.set(key, {
          id,
          ...given({ clinicId }),
          reason,
          item: structuredClone(item),
          ...given({ signer: structuredClone(signer) }),
          receivedAt,
          requestId,
          key,
          resolvedAt: undefined,
        });
      }
      return open;
    }),

  unresolved: (reasons, limit, last, reach = 'all') =>
    db.atomically(() =>
      [...db.parked.values()]
        .filter(isWithin(db, reach))
        .filter(({ reason, resolvedAt }) => resolvedAt === undefined && reasons.includes(reason))
        .filter((row) => last === undefined || oldestFirst(row, last) > 0)
        .sort(oldestFirst)
        .slice(0, limit)
        .map(parkedItem),
    ),

  addressees: (reasons, limit) =>
    db.atomically(() => {
      const owners = [...db.parked.values()]
        .filter(({ reason, resolvedAt }) => resolvedAt === undefined && reasons.includes(reason))
        .map(({ item }) => addressedNumber(db.numbers, item.number))
        .filter((row) => row?.active === true && db.clinics.get(row.number.clinicId)?.active === true);
      return [...new Set(owners.flatMap((row) => row?.number.clinicId ?? []))].slice(0, limit);
    }),

  list: (reach, limit, before) =>
    db.atomically(() =>
      [...db.parked.values()]
        .filter(isWithin(db, reach))
        .filter(({ id, resolvedAt }) => resolvedAt === undefined && (before === undefined || id < before))
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(viewOf),
    ),

  statusesOf: (clinicId, metaMessageId) =>
    db.atomically(() =>
      [...db.parked.values()]
        .filter((row) => row.clinicId === clinicId && row.resolvedAt === undefined)
        .filter(({ item }) => item.kind === 'status' && item.metaMessageId === metaMessageId)
        .map(parkedItem),
    ),

  resolve: (ids, now) =>
    db.atomically(() => {
      for (const row of db.parked.values()) if (ids.includes(row.id)) row.resolvedAt ??= now;
    }),
});

const isWithin =
  (db: MemoryDatabase, reach: ParkedReach) =>
  ({ clinicId, item }: ParkedRow): boolean => {
    if (reach === 'all') return true;
    if (clinicId !== undefined) return reach.includes(clinicId);
    const found = addressedNumber(db.numbers, item.number)?.number.clinicId;
    return found !== undefined && reach.includes(found);
  };

const viewOf = ({ id, clinicId, reason, item, requestId, receivedAt }: ParkedRow): ParkedItemView => {
  const { phoneNumberId, displayNumber } = item.number;
  return {
    id,
    ...given({ clinicId }),
    reason,
    kind: item.kind,
    ...given({ phoneNumberId, displayNumber }),
    requestId,
    receivedAt,
  };
};

export const parkedItem = ({ id, reason, item, signer, receivedAt }: ParkedItem): ParkedItem => ({
  id,
  reason,
  item: structuredClone(item),
  ...given({ signer: structuredClone(signer) }),
  receivedAt,
});

/** Scoped by number: the same id on two numbers is two items. */
const keyOf = ({ number, dedupeKey }: WebhookItem) =>
  `${number.phoneNumberId ?? number.displayNumber ?? ''}|${dedupeKey}`;

type Place = Pick<ParkedItem, 'id' | 'receivedAt'>;
const oldestFirst = (a: Place, b: Place) =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
