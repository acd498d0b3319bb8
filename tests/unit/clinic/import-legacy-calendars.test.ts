import { describe, expect, it } from 'vitest';
import { makeImportLegacy, type LegacyRemark } from '../../../src/application/legacy/import-legacy.ts';
import { makeImportLegacyCalendars } from '../../../src/application/legacy/import-legacy-calendars.ts';
import { makeImportLegacyClinics } from '../../../src/application/legacy/import-legacy-clinics.ts';
import type { LegacyRow } from '../../../src/domain/legacy/legacy-row.ts';
import { aListed, connectionWorld } from '../../support/worlds/connection-world.ts';

const pageRows = 100;

/** A connected clinic whose account lists `listed`, and what an import of `rows` makes of it. */
async function importing(listed: readonly string[]) {
  const world = connectionWorld();
  const { stores, clock, listCalendars, associateCalendars } = world;
  world.calendarsOf.set(
    'maria',
    listed.map((id) => aListed(id)),
  );
  const clinicId = world.addClinic();
  await world.connect(clinicId);
  const importLegacy = makeImportLegacy({
    importLegacyClinics: makeImportLegacyClinics({ ...stores, clock }),
    importLegacyCalendars: makeImportLegacyCalendars({ ...stores, listCalendars, associateCalendars }),
    importLegacyConnections: () => Promise.resolve([]),
    importLegacyMessages: () => Promise.resolve([]),
  });
  return {
    row: (calendarId: string, isActive = true): LegacyRow => ({
      ...{ id: calendarId, clinicId, calendarId, isActive: String(isActive) },
    }),
    run: async (rows: readonly LegacyRow[]) => {
      const remarks: LegacyRemark[] = [];
      const { calendars } = await importLegacy({
        records: {
          async *read(table) {
            for (let at = 0; table === 'calendars' && at < rows.length; at += pageRows)
              yield await Promise.resolve(rows.slice(at, at + pageRows));
          },
          missing: () => Promise.resolve([]),
        },
        onRemark: (remark) => Promise.resolve(void remarks.push(remark)),
      });
      return { calendars, reasons: Object.fromEntries(remarks.map(({ id, reason }) => [id, reason])) };
    },
    active: async () =>
      (await stores.clinicCalendars.active(clinicId)).map(({ calendarId }) => calendarId).sort(),
  };
}

const another = (n: number): LegacyRow => ({
  id: `other-${n}`,
  clinicId: '00000000-0000-4000-8000-000000000000',
  calendarId: `other-${n}`,
  isActive: 'true',
});

describe('the calendars of the predecessor', () => {
  it('are taken whole where a page ends between two of one clinic', async () => {
    const { row, run, active } = await importing(['a', 'b', 'c']);
    const before = Array.from({ length: pageRows - 1 }, (_, n) => another(n));
    const { calendars } = await run([...before, row('a'), row('b'), row('c')]);
    expect(calendars).toMatchObject({ taken: 3, known: 0, left: { 'not-connected': pageRows - 1 } });
    expect(await active()).toEqual(['a', 'b', 'c']);
  });

  it('are left where a clinic has more than anybody chooses, and the next clinic is taken', async () => {
    const { row, run, active } = await importing(['a', 'b']);
    const others = Array.from({ length: 1_050 }, (_, n) => another(n));
    const { calendars } = await run([...others, row('a'), row('b')]);
    expect(calendars).toMatchObject({ taken: 2, left: { 'calendars-too-many': 1_050 } });
    expect(await active()).toEqual(['a', 'b']);
  });

  it('are left together while Google lists one of them not, and a later run takes them whole', async () => {
    const { row, run, active } = await importing(['a', 'b']);
    const partial = await run([row('a'), row('b'), row('gone'), row('off', false)]);
    expect(partial.reasons).toEqual({
      a: 'calendars-incomplete',
      b: 'calendars-incomplete',
      gone: 'calendar-not-listed',
      off: 'calendar-inactive',
    });
    expect(await active()).toEqual([]);
    const whole = await run([row('a'), row('b'), row('gone', false), row('off', false)]);
    expect(whole.calendars).toMatchObject({ taken: 2, left: { 'calendar-inactive': 2 } });
    expect(await active()).toEqual(['a', 'b']);
  });
});
