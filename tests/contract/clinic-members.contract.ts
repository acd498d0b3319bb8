import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberRole } from '../../src/domain/access/clinic-member.ts';
import { clinicId, type ClinicId } from '../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from './harness.ts';

export const clinicMembersContract = (make: MakeHarness) =>
  describe('clinic members', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const put = (clinic: ClinicId, userId: string, role: MemberRole = 'clinic-staff', by = 'user:ana') =>
      harness.stores.clinicMembers.put({ clinicId: clinic, userId, role, addedBy: by }, harness.now());

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
      expect(await clinicMembers.remove(a, 'u1')).toBe(true);
      expect(await clinicMembers.remove(a, 'u1')).toBe(false);
      expect((await clinicMembers.clinicsOf('u1')).map(({ clinicId: id }) => id)).toEqual([b]);
    });

    it('reach nothing in a clinic that is inactive, and none is made in an unknown one', async () => {
      const closed = await harness.addClinic({ active: false });
      await put(closed, 'u1');
      expect(await harness.stores.clinicMembers.clinicsOf('u1')).toEqual([]);
      expect(await put(clinicId(harness.ids.next()), 'u1')).toBeUndefined();
    });
  });
