import { beforeEach, describe, expect, it } from 'vitest';
import { clinicId, type ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const clinicContextsContract = (make: MakeHarness) =>
  describe('clinic contexts', () => {
    let harness: Harness;
    let clinic: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinic = await harness.addClinic({ contextualization: { n: 1 } });
    });
    const save = (document: unknown, expectedVersion: number, by = 'user:ana') =>
      harness.stores.clinicContexts.save(clinic, { document, expectedVersion, by }, harness.now());

    it('are saved as the next version, which the assistant sees at once', async () => {
      const saved = await save({ n: 2 }, 1);
      expect(saved).toMatchObject({
        saved: true,
        current: { version: 2, document: { n: 2 }, savedBy: 'user:ana' },
      });
      expect(await harness.stores.clinicContexts.current(clinic)).toEqual(saved?.current);
      const seen = await harness.stores.clinics.get(clinic);
      expect(seen).toMatchObject({ contextualization: { n: 2 }, contextVersion: 2 });
    });

    it('are saved by one of many who saw the same version', async () => {
      const results = await Promise.all(Array.from({ length: 8 }, (_, n) => save({ n: n + 10 }, 1)));
      const winners = results.filter((result) => result?.saved === true);
      expect(winners).toHaveLength(1);
      expect((await harness.stores.clinicContexts.current(clinic))?.version).toBe(2);
      for (const loser of results) expect(loser?.current.version).toBe(2);
    });

    it('make no new version when nothing changed', async () => {
      expect(await save({ n: 1 }, 1)).toMatchObject({ saved: true, current: { version: 1 } });
      expect(await harness.stores.clinicContexts.versions(clinic, 10)).toHaveLength(1);
    });

    it('are not saved over another version', async () => {
      await save({ n: 2 }, 1);
      expect(await save({ n: 3 }, 1)).toMatchObject({ saved: false, current: { version: 2 } });
      expect(await save({ n: 3 }, 7)).toMatchObject({ saved: false, current: { version: 2 } });
      const unknown = clinicId(harness.ids.next());
      const nowhere = { document: {}, expectedVersion: 1, by: 'user:ana' };
      expect(await harness.stores.clinicContexts.save(unknown, nowhere, harness.now())).toBeUndefined();
    });

    it('keep every version, newest first, and what it was restored from', async () => {
      await save({ n: 2 }, 1);
      const { clinicContexts } = harness.stores;
      const back = { document: { n: 1 }, expectedVersion: 2, by: 'user:bia', restoredFrom: 1 };
      await clinicContexts.save(clinic, back, harness.now());
      const versions = await clinicContexts.versions(clinic, 10);
      expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
      expect(versions[0]).toMatchObject({ savedBy: 'user:bia', restoredFrom: 1 });
      expect(versions[0]).not.toHaveProperty('document');
      expect((await clinicContexts.versions(clinic, 1, 3)).map(({ version }) => version)).toEqual([2]);
      expect((await clinicContexts.version(clinic, 2))?.document).toEqual({ n: 2 });
      expect(await clinicContexts.version(clinic, 4)).toBeUndefined();
      expect(await clinicContexts.version(await harness.addClinic(), 2)).toBeUndefined();
    });

    it('notice what a script writes past us, and name nobody for it', async () => {
      await harness.overwriteContext(clinic, { n: 'by hand' });
      const { clinicContexts } = harness.stores;
      const current = await clinicContexts.current(clinic);
      expect(current).toMatchObject({ version: 2, document: { n: 'by hand' } });
      expect(current).not.toHaveProperty('savedBy');
      expect(await save({ n: 3 }, 1)).toMatchObject({ saved: false });
      expect(await save({ n: 3 }, 2)).toMatchObject({ saved: true, current: { version: 3 } });
    });
  });
