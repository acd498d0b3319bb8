import { beforeEach, describe, expect, it } from 'vitest';
import { LastAdmin } from '../../../../src/domain/access/access-errors.ts';
import type { AdminRule, MemberRole } from '../../../../src/domain/access/clinic-member.ts';
import { clinicId, type ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const clinicMembersContract = (make: MakeHarness) =>
  describe('clinic members', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const put = (clinic: ClinicId, userId: string, role: MemberRole = 'clinic-staff', by = 'user:ana') =>
      harness.stores.clinicMembers.put(
        { clinicId: clinic, userId, role, addedBy: by },
        'keep-an-admin',
        harness.now(),
      );
    const remove = (clinic: ClinicId, userId: string, rule: AdminRule = 'keep-an-admin') =>
      harness.stores.clinicMembers.remove(clinic, userId, rule);

    it('are one per clinic and person, and change their role', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      await put(a, 'u1');
      await put(b, 'u1', 'clinic-admin');
      const changed = await put(a, 'u1', 'clinic-admin', 'user:other');
      expect(changed).toMatchObject({ userId: 'u1', role: 'clinic-admin', addedBy: 'user:ana' });
      expect(await harness.stores.clinicMembers.list(a, 10)).toEqual([changed]);
      const clinics = await harness.stores.clinicMembers.clinicsOf('u1');
      expect(new Set(clinics.map(({ clinicId: id }) => id))).toEqual(new Set([a, b]));
    });

    it('are listed by user id, page by page, of one clinic only', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      for (const user of ['u2', 'U3', 'u1', 'á']) await put(a, user);
      await put(b, 'u0');
      const list = (limit: number, after?: string) => harness.stores.clinicMembers.list(a, limit, after);
      const first = await list(3);
      expect(first.map(({ userId }) => userId)).toEqual(['U3', 'u1', 'u2']);
      expect((await list(3, 'u2')).map(({ userId }) => userId)).toEqual(['á']);
    });

    it('are gone once removed, and only there', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      await put(a, 'u1');
      await put(b, 'u1');
      const { clinicMembers } = harness.stores;
      expect(await remove(a, 'u1')).toBe(true);
      expect(await remove(a, 'u1')).toBe(false);
      expect((await clinicMembers.clinicsOf('u1')).map(({ clinicId: id }) => id)).toEqual([b]);
    });

    it('are known pair by pair, in active clinics', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const closed = await harness.addClinic({ active: false });
      await put(a, 'u1');
      await put(closed, 'u1');
      const pairs = [
        { clinicId: a, userId: 'u2' },
        { clinicId: a, userId: 'u1' },
        { clinicId: closed, userId: 'u1' },
        { clinicId: b, userId: 'u1' },
        { clinicId: a, userId: 'u1' },
      ];
      const { clinicMembers } = harness.stores;
      expect(await clinicMembers.areMembers(pairs)).toEqual([false, true, false, false, true]);
    });

    it('keep an administrator, unless somebody above the clinic says otherwise', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      await put(a, 'ana', 'clinic-admin');
      await put(a, 'bia', 'clinic-staff');
      await put(b, 'caio', 'clinic-admin');
      await expect(remove(a, 'ana')).rejects.toThrow(LastAdmin);
      await expect(put(a, 'ana', 'clinic-staff')).rejects.toThrow(LastAdmin);
      expect(await put(a, 'ana', 'clinic-admin')).toMatchObject({ role: 'clinic-admin' });
      await put(a, 'bia', 'clinic-admin');
      expect(await put(a, 'ana', 'clinic-staff')).toMatchObject({ role: 'clinic-staff' });
      expect(await remove(a, 'ana')).toBe(true);
      await expect(remove(a, 'bia')).rejects.toThrow(LastAdmin);
      expect(await remove(a, 'bia', 'any')).toBe(true);
      expect(await harness.stores.clinicMembers.list(a, 10)).toEqual([]);
    });

    it('keep an administrator when all of them leave at once', async () => {
      const clinic = await harness.addClinic();
      const admins = Array.from({ length: 6 }, (_, n) => `admin-${n}`);
      for (const admin of admins) await put(clinic, admin, 'clinic-admin');
      const ends = await Promise.allSettled(
        admins.map((admin, n) => (n % 2 === 0 ? remove(clinic, admin) : put(clinic, admin, 'clinic-staff'))),
      );
      expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      const left = await harness.stores.clinicMembers.list(clinic, 10);
      expect(left.filter(({ role }) => role === 'clinic-admin')).toHaveLength(1);
    });

    it('reach nothing in a clinic that is inactive, and none is made in an unknown one', async () => {
      const closed = await harness.addClinic({ active: false });
      await put(closed, 'u1');
      expect(await harness.stores.clinicMembers.clinicsOf('u1')).toEqual([]);
      expect(await put(clinicId(harness.ids.next()), 'u1')).toBeUndefined();
    });
  });
