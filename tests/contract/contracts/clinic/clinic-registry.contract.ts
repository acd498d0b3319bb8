import { beforeEach, describe, expect, it } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { claimRenewal, connect, minute } from '../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

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
        version: 1,
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

    it('registers one that is closed as closed from its first moment', async () => {
      const wish = { ...aClinic(), isActive: false };
      const { clinicRegistry, clinics } = harness.stores;
      const added = await clinicRegistry.add(wish, harness.now());
      expect(added).toMatchObject({ isActive: false, version: 1, contextVersion: 1 });
      expect(await clinicRegistry.get(wish.id)).toEqual(added);
      expect(await clinics.get(wish.id)).toBeUndefined();
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

    it('changes what is given over the version that was read, and nothing else', async () => {
      const { clinicRegistry, clinics } = harness.stores;
      const { id } = aClinic();
      await clinicRegistry.add({ ...aClinic(), id }, harness.now());
      const before = await clinicRegistry.get(id);
      const changed = await clinicRegistry.change(
        id,
        1,
        { name: 'Clínica Nova', simulation: false },
        harness.now(),
      );
      expect(changed).toEqual({ ...before, name: 'Clínica Nova', simulation: false, version: 2 });
      expect(await clinicRegistry.get(id)).toEqual(changed);
      expect(await clinicRegistry.change(id, 2, { isActive: false }, harness.now())).toMatchObject({
        isActive: false,
        version: 3,
      });
      expect(await clinics.get(id)).toBeUndefined();
    });

    it('refuses a change over another version, and knows no clinic that is not there', async () => {
      const { clinicRegistry } = harness.stores;
      const { id } = aClinic();
      await clinicRegistry.add({ ...aClinic(), id }, harness.now());
      const change = (name: string) => clinicRegistry.change(id, 1, { name }, harness.now());
      const outcomes = await Promise.all(['A', 'B', 'C'].map(change));
      expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(2);
      expect(await clinicRegistry.get(id)).toMatchObject({ version: 2 });
      const unreal = clinicId(harness.ids.next());
      expect(await clinicRegistry.change(unreal, 1, { name: 'X' }, harness.now())).toBeUndefined();
    });

    it('keeps its version when nothing is changed', async () => {
      const { clinicRegistry } = harness.stores;
      const { id } = aClinic();
      await clinicRegistry.add({ ...aClinic(), id }, harness.now());
      const again = await clinicRegistry.change(id, 1, { name: 'Clínica Aurora' }, harness.now());
      expect(again).toMatchObject({ version: 1 });
      expect(await clinicRegistry.change(id, 1, {}, harness.now())).toMatchObject({ version: 1 });
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

    it('says of every clinic how it stands with Google, and how many of its numbers are on', async () => {
      const { clinicRegistry, googleConnections } = harness.stores;
      const [none, live, dead] = [
        await harness.addClinic({ active: false }),
        await harness.addClinic(),
        await harness.addClinic(),
      ];
      await connect(harness, dead);
      await harness.passTime(45 * minute);
      const claimed = await claimRenewal(harness);
      await googleConnections.settle(claimed, { to: 'reconnect-required', code: 'invalid_grant' });
      await connect(harness, live);
      for (const [digits, active] of [
        ['551133330001', true],
        ['551133330002', true],
        ['551133330003', false],
      ] as const)
        await harness.addNumber(live, { whatsappNumber: digits, active });
      const all = [
        { clinicId: none, google: 'not_connected', numbers: 0 },
        { clinicId: live, google: 'connected', numbers: 2 },
        { clinicId: dead, google: 'reconnect_required', numbers: 0 },
      ].sort((x, y) => (x.clinicId < y.clinicId ? -1 : 1));
      expect(await clinicRegistry.connections(10)).toEqual(all);
      expect(await clinicRegistry.connections(2)).toEqual(all.slice(0, 2));
    });
  });
