import type { ParkedContents } from '../../../application/ports/privacy/parked-contents.ts';
import type { BusinessNumberRef, ClinicId } from '../../../domain/clinic/clinic.ts';
import { addressedNumber } from '../../../domain/clinic/addressed-number.ts';
import { emptiedItem } from '../../../domain/privacy/without-person.ts';
import type { MemoryDatabase } from '../database.ts';
import { parkedItem } from '../messaging/parked-items.ts';

export const memoryParkedContents = (db: MemoryDatabase): ParkedContents => ({
  page: ({ clinicId, values, until, after }, limit) =>
    db.atomically(() => {
      const found = [...db.parked.values()]
        .filter((row) => row.emptied !== true && row.receivedAt <= until)
        .filter((row) => isOf(db, clinicId, row.clinicId, row.item.number))
        .filter(({ item }) => {
          const text = JSON.stringify(item);
          return values === undefined || values.some((value) => text.includes(value));
        })
        .filter(({ id }) => after === undefined || id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const items = found.slice(0, limit).map(parkedItem);
      const last = items.at(-1);
      return { items, ...(found.length > limit && last && { next: last.id }) };
    }),

  empty: (clinicId, ids, now) =>
    db.atomically(() => {
      let count = 0;
      for (const row of db.parked.values()) {
        if (!ids.includes(row.id) || row.emptied || !isOf(db, clinicId, row.clinicId, row.item.number))
          continue;
        row.item = emptiedItem;
        row.reason = emptiedItem.reason;
        row.emptied = true;
        row.resolvedAt ??= now;
        count += 1;
      }
      return count;
    }),
});

function isOf(
  db: MemoryDatabase,
  clinicId: ClinicId,
  owner: ClinicId | undefined,
  sentTo: BusinessNumberRef,
): boolean {
  if (owner !== undefined) return owner === clinicId;
  if (sentTo.phoneNumberId === undefined && sentTo.displayNumber === undefined) return true;
  return addressedNumber(db.numbers, sentTo)?.number.clinicId === clinicId;
}
