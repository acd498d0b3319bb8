import type { ObjectiveTallies } from '../../../application/ports/operations/objective-tallies.ts';
import {
  budgetUsed,
  nothingCounted,
  standingsOf,
  sumOf,
  type Tally,
} from '../../../domain/figures/error-budget.ts';
import type { MemoryDatabase } from '../database.ts';

type ObjectiveDayRow = MemoryDatabase['objectiveDays'][number];

const total = (rows: readonly ObjectiveDayRow[]): Tally => rows.reduce<Tally>(sumOf, nothingCounted);
const perClinic = (rows: readonly ObjectiveDayRow[]) =>
  [...Map.groupBy(rows, ({ clinicId, objective }) => `${clinicId} ${objective}`).values()].flatMap((own) =>
    own[0] === undefined ? [] : [{ clinicId: own[0].clinicId, objective: own[0].objective, own }],
  );

export const memoryObjectiveTallies = (db: MemoryDatabase): ObjectiveTallies => ({
  add: (day, tallies) =>
    db.atomically(() => {
      const known = tallies.filter(({ clinicId }) => db.clinics.has(clinicId));
      db.objectiveDays.push(...known.map((tally) => ({ ...tally, day })));
    }),

  ofClinic: (clinicId, since) =>
    db.atomically(() => {
      const rows = db.objectiveDays.filter((row) => row.clinicId === clinicId && row.day >= since);
      return new Map(perClinic(rows).map(({ objective, own }) => [objective, total(own)]));
    }),

  standings: (since, lateSince) =>
    db.atomically(() =>
      standingsOf(
        perClinic(db.objectiveDays.filter(({ day }) => day >= since)).map(({ objective, own }) => ({
          objective,
          all: total(own),
          lately: total(own.filter(({ day }) => day >= lateSince)),
        })),
      ),
    ),

  worst: (since, limit) =>
    db.atomically(() =>
      perClinic(db.objectiveDays.filter(({ day }) => day >= since))
        .map(({ clinicId, objective, own }) => ({ clinicId, objective, ...total(own) }))
        .map((tally) => ({ tally, used: budgetUsed(tally.objective, tally) }))
        .filter(({ used }) => used > 0)
        .sort((a, b) => b.used - a.used || (a.tally.clinicId < b.tally.clinicId ? -1 : 1))
        .slice(0, limit)
        .map(({ tally }) => tally),
    ),

  forget: (before) =>
    db.atomically(() => {
      const kept = db.objectiveDays.filter(({ day }) => day >= before);
      db.objectiveDays.splice(0, Number.POSITIVE_INFINITY, ...kept);
    }),
});
