import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../src/domain/access/audit-entry.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const auditTrailContract = (make: MakeHarness) =>
  describe('the audit trail', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const begin = async (wish: Partial<AuditEntry> = {}) => {
      const entry = {
        id: harness.ids.next(),
        at: harness.now(),
        actor: 'user:ana',
        action: 'context.save',
        subject: 'context',
        details: { from: 1 },
        requestId: 'r1',
        ...wish,
      };
      await harness.stores.auditTrail.begin(entry);
      return entry;
    };
    const all = (query = {}) => harness.stores.auditTrail.list({ reach: 'all', limit: 50, ...query });

    it('shows what was begun and not finished as it is: without an outcome', async () => {
      const entry = await begin({ clinicId: await harness.addClinic() });
      expect(await all()).toEqual([entry]);
    });

    it('is finished once, and what was said at the beginning stays', async () => {
      const entry = await begin({ clinicId: await harness.addClinic() });
      const { auditTrail } = harness.stores;
      const end = { outcome: 'done', details: { from: 9, to: 2 } } as const;
      await auditTrail.finish(entry.id, end, harness.now());
      await auditTrail.finish(entry.id, { outcome: 'failed', code: 'x' }, harness.now());
      expect(await all()).toEqual([{ ...entry, outcome: 'done', details: { from: 1, to: 2 } }]);
    });

    it('refuses an entry that is there already', async () => {
      const { id } = await begin();
      await expect(begin({ id, actor: 'user:eve' })).rejects.toThrow();
      expect((await all()).map(({ actor }) => actor)).toEqual(['user:ana']);
    });

    it('is listed newest first, page by page, of reachable clinics only', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const [e1, e2, e3] = [
        await begin({ clinicId: a }),
        await begin({ clinicId: b, action: 'member.put' }),
        await begin({ clinicId: a, actor: 'key:k1' }),
      ];
      const installation = await begin();
      expect(await all()).toEqual([installation, e3, e2, e1]);
      expect(await all({ reach: [a] })).toEqual([e3, e1]);
      expect(await all({ reach: [a], before: e3.id })).toEqual([e1]);
      expect(await all({ limit: 2 })).toEqual([installation, e3]);
      expect(await all({ actor: 'key:k1' })).toEqual([e3]);
      expect(await all({ action: 'member.put' })).toEqual([e2]);
      expect(await all({ reach: [] })).toEqual([]);
    });

    it('is listed by person, act and period, in the order of their times', async () => {
      const clinicId = await harness.addClinic();
      const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
      const put = (hour: number, actor: string, action: string) =>
        begin({ clinicId, at: at(hour), actor, action });
      // written down in another order than they happened
      const late = await put(15, 'user:ana', 'member.put');
      const noon = await put(12, 'user:ana', 'context.save');
      const early = await put(9, 'user:eve', 'member.put');
      const listed = async (query: object) =>
        (await all({ reach: [clinicId], ...query })).map(({ id }) => id);
      expect(await listed({})).toEqual([late.id, noon.id, early.id]);
      expect(await listed({ before: late.id, limit: 1 })).toEqual([noon.id]);
      expect(await listed({ before: noon.id })).toEqual([early.id]);
      expect(await listed({ actor: 'user:ana', action: 'member.put' })).toEqual([late.id]);
      expect(await listed({ action: 'member.put' })).toEqual([late.id, early.id]);
      expect(await listed({ from: at(9), to: at(12) })).toEqual([early.id]);
      expect(await listed({ from: at(12) })).toEqual([late.id, noon.id]);
      expect(await listed({ to: at(15), actor: 'user:ana' })).toEqual([noon.id]);
      expect(await listed({ before: harness.ids.next() })).toEqual([]);
    });

    it('goes on behind an entry of the same moment, and names no place in another clinic', async () => {
      const [ours, theirs] = [await harness.addClinic(), await harness.addClinic()];
      const at = harness.now();
      const own = [await begin({ clinicId: ours, at }), await begin({ clinicId: ours, at })];
      const foreign = await begin({ clinicId: theirs, at });
      const newest = (await all({ reach: [ours] })).map(({ id }) => id);
      expect(newest.toSorted()).toEqual(own.map(({ id }) => id).toSorted());
      expect((await all({ reach: [ours], before: newest[0] })).map(({ id }) => id)).toEqual([newest[1]]);
      expect(await all({ reach: [ours], before: foreign.id })).toEqual([]);
    });
  });
