import { beforeEach, describe, expect, it } from 'vitest';
import type { Harness, MakeHarness } from './harness.ts';

export const alertsContract = (make: MakeHarness) =>
  describe('alerts', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });

    it('open once per condition, however often it is seen and by however many', async () => {
      const condition = { clinicId: await harness.addClinic(), kind: 'sends-stopped', subject: 'whatsapp' };
      const open = () => harness.stores.alerts.open(condition, 'Token expired', harness.now());
      const opened = await Promise.all(Array.from({ length: 8 }, open));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await open()).toBe(false);
      expect(await harness.stores.alerts.openCount()).toEqual(new Map([['sends-stopped', 1]]));
    });

    it('are one per clinic, kind and subject, and the installation has its own', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const { alerts } = harness.stores;
      for (const condition of [
        { clinicId: a, kind: 'handover', subject: 'c1' },
        { clinicId: a, kind: 'handover', subject: 'c2' },
        { clinicId: b, kind: 'handover', subject: 'c1' },
        { kind: 'handover', subject: 'c1' },
      ])
        expect(await alerts.open(condition, 'seen', harness.now())).toBe(true);
      expect(await alerts.open({ kind: 'handover', subject: 'c1' }, 'seen', harness.now())).toBe(false);
      expect(await alerts.openCount()).toEqual(new Map([['handover', 4]]));
    });

    it('can be resolved once, and open anew when the condition is back', async () => {
      const condition = { clinicId: await harness.addClinic(), kind: 'sends-stopped', subject: 'whatsapp' };
      const { alerts } = harness.stores;
      expect(await alerts.resolve(condition, harness.now())).toBe(false);
      await alerts.open(condition, 'Token expired', harness.now());
      expect(await alerts.resolve(condition, harness.now())).toBe(true);
      expect(await alerts.resolve(condition, harness.now())).toBe(false);
      expect(await alerts.openCount()).toEqual(new Map());
      expect(await alerts.open(condition, 'Again', harness.now())).toBe(true);
    });

    it('are listed newest first, page by page, of reachable clinics only', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const { alerts } = harness.stores;
      for (const clinicId of [a, b])
        await alerts.open({ clinicId, kind: 'k', subject: 's1' }, 'm1', harness.now());
      await alerts.open({ clinicId: a, kind: 'k', subject: 's2' }, 'm2', harness.now());
      await alerts.open({ clinicId: a, kind: 'k', subject: 's2' }, 'm3', harness.now());
      await alerts.open({ kind: 'k', subject: 's3' }, 'installation', harness.now());
      await alerts.resolve({ clinicId: a, kind: 'k', subject: 's1' }, harness.now());
      const list = async (query: Partial<Parameters<typeof alerts.list>[0]>) =>
        alerts.list({ reach: 'all', state: 'any', limit: 10, ...query });
      const subjects = async (query: Parameters<typeof list>[0]) =>
        (await list(query)).map(({ subject }) => subject);
      expect(await subjects({})).toEqual(['s3', 's2', 's1', 's1']);
      expect(await subjects({ reach: [a] })).toEqual(['s2', 's1']);
      expect(await subjects({ reach: [a], state: 'open' })).toEqual(['s2']);
      expect(await subjects({ reach: [a], state: 'resolved' })).toEqual(['s1']);
      const [newest] = await list({ reach: [a], limit: 1 });
      expect(newest).toMatchObject({ clinicId: a, occurrences: 2, message: 'm3' });
      expect(await subjects({ reach: [a], before: newest!.id })).toEqual(['s1']);
    });
  });
