import { expect, test } from 'vitest';
import {
  makeForgetOldObjectives,
  makeSaveObjectives,
} from '../../../src/application/operations/keep-objectives.ts';
import { makeObjectiveLedger } from '../../../src/application/operations/objective-ledger.ts';
import type { ClinicTally } from '../../../src/application/ports/operations/objective-tallies.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const clinics = Array.from({ length: 2_500 }, (_, n) =>
  clinicId(`01890000-0000-7000-8000-${String(n).padStart(12, '0')}`),
);
const [one = clinicId('')] = clinics;
const clock = { now: () => new Date('2026-11-29T23:59:59.900Z') };

test('counts what was judged until it is stored, and no longer', async () => {
  const objectiveLedger = makeObjectiveLedger();
  const stored: [string, readonly ClinicTally[]][] = [];
  const objectiveTallies = {
    add: async (day: string, tallies: readonly ClinicTally[]) => void stored.push([day, tallies]),
    forget: () => Promise.resolve(),
  };
  const save = makeSaveObjectives({ objectiveLedger, objectiveTallies, clock });
  for (const verdict of ['good', 'good', 'bad', undefined] as const)
    objectiveLedger.note(one, 'delivered', verdict);
  objectiveLedger.note(one, 'delivered', 'restored');
  objectiveLedger.note(one, 'answered', 'bad');
  await save();
  expect(stored).toEqual([
    [
      '2026-11-29',
      [
        { clinicId: one, objective: 'delivered', good: 3, bad: 0 },
        { clinicId: one, objective: 'answered', good: 0, bad: 1 },
      ],
    ],
  ]);
  await save();
  expect(stored).toHaveLength(1);
});

test('keeps what could not be stored, beside what came meanwhile, and stores the rest once', async () => {
  const objectiveLedger = makeObjectiveLedger();
  let isAway = false;
  const stored = new Map<string, number>();
  const objectiveTallies = {
    async add(_: string, tallies: readonly ClinicTally[]) {
      if (isAway) throw new Error('away');
      for (const { clinicId: id, good } of tallies) stored.set(id, (stored.get(id) ?? 0) + good);
      isAway = true;
    },
    forget: () => Promise.resolve(),
  };
  const save = makeSaveObjectives({ objectiveLedger, objectiveTallies, clock });
  for (const clinic of clinics) objectiveLedger.note(clinic, 'answered', 'good');
  await expect(save()).rejects.toThrow('away');
  expect(stored.size).toBe(1_000);
  objectiveLedger.note(clinics.at(-1) ?? one, 'answered', 'good');
  for (let round = 0; round < 2; round += 1) {
    isAway = false;
    await save().catch(() => undefined);
  }
  expect(stored.size).toBe(2_500);
  expect([...new Set(stored.values())]).toEqual([1, 2]);
  expect(stored.get(clinics.at(-1) ?? one)).toBe(2);
});

test('thirty days are kept, today among them', async () => {
  const forgotten: string[] = [];
  await makeForgetOldObjectives({
    objectiveTallies: { add: () => Promise.resolve(), forget: async (before) => void forgotten.push(before) },
    clock,
  })();
  expect(forgotten).toEqual(['2026-10-31']);
});
