import { beforeEach, describe, expect, it } from 'vitest';
import { clinicId } from '../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from './harness.ts';

export const clinicRegistryContract = (make: MakeHarness) =>
  describe('the clinic registry', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const aClinic = (name = 'Clínica Aurora') => ({
      id: clinicId(harness.ids.next()),
      name,
      timeZone: 'America/Recife',
      simulation: true,
      contextualization: { clinica: { nome: name } },
      by: 'user:ana',
    });

    it('registers a working clinic with its first context', async () => {
      const wish = aClinic();
      const { clinicRegistry, clinics, clinicContexts } = harness.stores;
      const now = harness.now();
      const added = await clinicRegistry.add(wish, now);
      expect(added).toEqual({
        id: wish.id,
        name: 'Clínica Aurora',
        timeZone: 'America/Recife',
        simulation: true,
        isActive: true,
        contextVersion: 1,
        createdAt: now,
      });
      expect(await clinicRegistry.get(wish.id)).toEqual(added);
      expect((await clinics.get(wish.id))?.contextualization).toEqual(wish.contextualization);
      expect(await clinicContexts.current(wish.id)).toEqual({
        version: 1,
        document: wish.contextualization,
        savedAt: now,
        savedBy: 'user:ana',
      });
    });

    it('gives the same clinic for the same id and name, and nobody another one', async () => {
      const wish = aClinic();
      const { clinicRegistry } = harness.stores;
      const add = () => clinicRegistry.add(wish, harness.now());
      const added = await Promise.all([add(), add(), add()]);
      expect(new Set(added.map((clinic) => (clinic === 'taken' ? clinic : clinic.id)))).toEqual(
        new Set([wish.id]),
      );
      expect(await clinicRegistry.add({ ...wish, name: 'Outra' }, harness.now())).toBe('taken');
      expect(await harness.stores.clinicContexts.versions(wish.id, 10)).toHaveLength(1);
    });

    it('lists by id, page by page, what can be reached', async () => {
      const { clinicRegistry } = harness.stores;
      const wishes = [aClinic('A'), aClinic('B'), aClinic('C')].sort((x, y) => (x.id < y.id ? -1 : 1));
      for (const wish of wishes) await clinicRegistry.add(wish, harness.now());
      const closed = await harness.addClinic({ active: false });
      const ids = async (...query: Parameters<typeof clinicRegistry.list>) =>
        (await clinicRegistry.list(...query)).map(({ id }) => id);
      const [a, b, c] = wishes.map(({ id }) => id) as [typeof closed, typeof closed, typeof closed];
      expect(await ids('all', 10)).toEqual([a, b, c, closed].sort());
      expect(await ids([a, c], 10)).toEqual([a, c]);
      expect(await ids([a, b, c], 2)).toEqual([a, b]);
      expect(await ids([a, b, c], 2, b)).toEqual([c]);
      expect(await ids([], 10)).toEqual([]);
      expect((await clinicRegistry.get(closed))?.isActive).toBe(false);
    });
  });
