import type { HealthReading, NumberHealths } from '../../../application/ports/whatsapp/number-healths.ts';
import { given } from '../../../domain/given.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import { firstReadingMs } from '../../../domain/whatsapp/number-health.ts';
import type { MemoryDatabase } from '../database.ts';
import type { NumberRow } from '../rows.ts';
import type { NumberHealthRow } from './number-health-row.ts';

export const memoryNumberHealths = (db: MemoryDatabase): NumberHealths => {
  const find = ({ clinicId, whatsappNumber }: NumberPlace) =>
    db.numberHealths.find((row) => row.clinicId === clinicId && row.whatsappNumber === whatsappNumber);
  const isServed = ({ active, number }: NumberRow) =>
    active && db.clinics.get(number.clinicId)?.active !== false;
  const dueAtOf = ({ number, createdAt }: NumberRow) =>
    find(number)?.dueAt ?? after(createdAt, firstReadingMs);
  const reserve = (place: NumberPlace, dueAt: Date) => {
    const known = find(place);
    if (known === undefined) db.numberHealths.push({ ...place, issues: [], dueAt });
    else known.dueAt = dueAt;
  };

  return {
    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        return db.numbers
          .filter(
            (row) => isServed(row) && row.number.phoneNumberId !== undefined && isOver(dueAtOf(row), now),
          )
          .sort((a, b) => (find(a.number)?.dueAt.getTime() ?? 0) - (find(b.number)?.dueAt.getTime() ?? 0))
          .slice(0, limit)
          .flatMap(({ wabaId, number: { clinicId, whatsappNumber, phoneNumberId } }) => {
            if (phoneNumberId === undefined) return [];
            const place = { clinicId, whatsappNumber };
            const known = find(place);
            const heldUntil = after(now, leaseMs);
            const found = { ...place, phoneNumberId, heldUntil, issues: known?.issues ?? [] };
            reserve(place, heldUntil);
            return [{ ...found, ...given({ wabaId, before: known?.health }) }];
          });
      }),

    save: (held, reading, againMs) =>
      db.atomically(() => {
        const row = find(held);
        if (row === undefined) return;
        if ('health' in reading) row.health = structuredClone(reading.health);
        row.failure = 'failure' in reading ? reading.failure : undefined;
        row.issues = [...reading.issues];
        row.readAt = db.clock.now();
        const again = after(row.readAt, againMs);
        if (row.dueAt.getTime() === held.heldUntil.getTime() || again < row.dueAt) row.dueAt = again;
      }),

    readSoon: (clinicId, only) =>
      db.atomically(() => {
        for (const { number } of db.numbers) {
          const { whatsappNumber } = number;
          if (number.clinicId === clinicId && (only ?? whatsappNumber) === whatsappNumber)
            reserve({ clinicId, whatsappNumber }, db.clock.now());
        }
      }),

    list: (clinicId) =>
      db.atomically(() =>
        readingsOf(db.numberHealths.filter((row) => row.clinicId === clinicId)).sort((a, b) =>
          a.whatsappNumber < b.whatsappNumber ? -1 : 1,
        ),
      ),

    overview: (limit) =>
      db.atomically(() => {
        const served = db.numberHealths.filter((row) =>
          db.numbers.some(
            (each) =>
              isServed(each) &&
              each.number.clinicId === row.clinicId &&
              each.number.whatsappNumber === row.whatsappNumber,
          ),
        );
        const known = readingsOf(served);
        const isTroubled = ({ issues, failure }: HealthReading) => issues.length > 0 || failure !== undefined;
        const troubled = known.filter(isTroubled).sort((a, b) => b.issues.length - a.issues.length);
        return { troubled: troubled.slice(0, limit), healthy: known.length - troubled.length };
      }),
  };
};

const readingsOf = (rows: readonly NumberHealthRow[]): HealthReading[] =>
  rows.flatMap(({ clinicId, whatsappNumber, health, failure, issues, readAt }) =>
    readAt === undefined
      ? []
      : [structuredClone({ clinicId, whatsappNumber, issues, readAt, ...given({ health, failure }) })],
  );
