import { beforeEach, describe, expect, it } from 'vitest';
import type { AlertCondition } from '../../../../src/application/ports/operations/alerts.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const alertsContract = (make: MakeHarness) =>
  describe('alerts', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });

    const aStop = async (): Promise<AlertCondition> => ({
      clinicId: await harness.addClinic(),
      kind: 'sends-stopped',
      subject: 'whatsapp',
    });

    it('open once per condition, however often it is seen and by however many', async () => {
      const condition = await aStop();
      const open = () => harness.stores.alerts.open(condition, 'Token expired', harness.now());
      const opened = await Promise.all(Array.from({ length: 8 }, open));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await open()).toBe(false);
      expect(await harness.stores.alerts.openCount()).toEqual(new Map([['sends-stopped', 1]]));
    });

    it('are one per clinic, kind and subject, and the installation has its own', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const { alerts } = harness.stores;
      const conditions: readonly AlertCondition[] = [
        { clinicId: a, kind: 'handover', subject: 'c1' },
        { clinicId: a, kind: 'handover', subject: 'c2' },
        { clinicId: b, kind: 'handover', subject: 'c1' },
        { kind: 'handover', subject: 'c1' },
      ];
      for (const condition of conditions)
        expect(await alerts.open(condition, 'seen', harness.now())).toBe(true);
      expect(await alerts.open({ kind: 'handover', subject: 'c1' }, 'seen', harness.now())).toBe(false);
      expect(await alerts.openCount()).toEqual(new Map([['handover', 4]]));
    });

    it('are counted by clinic and kind while they are open, however many there are', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const { alerts } = harness.stores;
      expect(await alerts.openByClinic()).toEqual([]);
      const open = (condition: AlertCondition) => alerts.open(condition, 'seen', harness.now());
      for (let n = 0; n < 120; n += 1) await open({ clinicId: a, kind: 'handover', subject: `c${n}` });
      await open({ clinicId: a, kind: 'sends-stopped', subject: 'whatsapp' });
      await open({ clinicId: b, kind: 'handover', subject: 'c1' });
      await open({ clinicId: b, kind: 'handover', subject: 'c2' });
      await open({ kind: 'handover', subject: 'c1' });
      // seen again, and over
      await open({ clinicId: b, kind: 'handover', subject: 'c1' });
      await alerts.resolve({ clinicId: b, kind: 'handover', subject: 'c2' }, harness.now());
      const counts = await alerts.openByClinic();
      expect(counts).toHaveLength(4);
      expect(counts).toEqual(
        expect.arrayContaining([
          { clinicId: a, kind: 'handover', count: 120 },
          { clinicId: a, kind: 'sends-stopped', count: 1 },
          { clinicId: b, kind: 'handover', count: 1 },
          { kind: 'handover', count: 1 },
        ]),
      );
    });

    it('can be resolved once, and open anew when the condition is back', async () => {
      const condition = await aStop();
      const { alerts } = harness.stores;
      expect(await alerts.resolve(condition, harness.now())).toBe(false);
      await alerts.open(condition, 'Token expired', harness.now());
      expect(await alerts.resolve(condition, harness.now())).toBe(true);
      expect(await alerts.resolve(condition, harness.now())).toBe(false);
      expect(await alerts.openCount()).toEqual(new Map());
      expect(await alerts.open(condition, 'Again', harness.now())).toBe(true);
    });

    it('are resolved together, and say which of them were open', async () => {
      const { alerts } = harness.stores;
      const clinicId = await harness.addClinic();
      const about = (kind: AlertCondition['kind'], subject: string) => ({ clinicId, kind, subject });
      const [handover, failed, elsewhere] = [
        about('handover', 'c1'),
        about('turn-failed', 'c1'),
        about('handover', 'c2'),
      ] as const;
      for (const condition of [handover, elsewhere]) await alerts.open(condition, 'seen', harness.now());
      expect(await alerts.resolveAll([handover, failed], harness.now())).toEqual([handover]);
      expect(await alerts.openCount()).toEqual(new Map([['handover', 1]]));
    });

    it('count nothing when they are opened once more for what may be the same', async () => {
      const { alerts } = harness.stores;
      const clinicId = await harness.addClinic();
      const condition = { clinicId, kind: 'send-failed', subject: 'c1' } as const;
      expect(await alerts.openOnce(condition, 'seen', harness.now())).toBe(true);
      expect(await alerts.openOnce(condition, 'seen again', harness.now())).toBe(false);
      const others = [
        { ...condition, subject: 'c2' },
        { ...condition, kind: 'handover' as const },
      ];
      expect(await alerts.openAmong([...others, condition])).toEqual([condition]);
      expect(await alerts.list({ reach: 'all', state: 'open', limit: 5 })).toMatchObject([
        { ...condition, occurrences: 1, message: 'seen' },
      ]);
    });

    it('end by time when they were not seen again', async () => {
      const { alerts } = harness.stores;
      const clinicId = await harness.addClinic();
      const about = (subject: string) => ({ clinicId, kind: 'send-failed' as const, subject });
      const now = harness.now();
      const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
      await alerts.open(about('131026'), 'seen', hoursAgo(30));
      await alerts.open(about('131053'), 'seen', hoursAgo(30));
      await alerts.open(about('131053'), 'seen again', hoursAgo(1));
      expect(await alerts.expire('send-failed', hoursAgo(24), now)).toBe(1);
      expect(await alerts.expire('handover', now, now)).toBe(0);
      expect(await alerts.openCount()).toEqual(new Map([['send-failed', 1]]));
    });

    it('are listed newest first, page by page, of reachable clinics only', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const { alerts } = harness.stores;
      for (const clinicId of [a, b])
        await alerts.open({ clinicId, kind: 'handover', subject: 's1' }, 'm1', harness.now());
      await alerts.open({ clinicId: a, kind: 'handover', subject: 's2' }, 'm2', harness.now());
      await alerts.open({ clinicId: a, kind: 'handover', subject: 's2' }, 'm3', harness.now());
      await alerts.open({ kind: 'handover', subject: 's3' }, 'installation', harness.now());
      await alerts.resolve({ clinicId: a, kind: 'handover', subject: 's1' }, harness.now());
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
