import { beforeEach, describe, expect, it } from 'vitest';
import type { Invitation } from '../../../../src/domain/access/invitation.ts';
import { clinicId, type ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const invitationsContract = (make: MakeHarness) =>
  describe('invitations', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const anInvitation = (clinic: ClinicId, more: Partial<Invitation> = {}): Invitation => ({
      id: harness.ids.next(),
      clinicId: clinic,
      email: `bia-${clinic}@clinica.example`,
      role: 'clinic-staff',
      invitedBy: 'user:ana',
      createdAt: harness.now(),
      expiresAt: new Date(harness.now().getTime() + 60_000),
      ...more,
    });

    it('are one per clinic and address, the latest', async () => {
      const { invitations } = harness.stores;
      const clinic = await harness.addClinic();
      const [first, second] = [anInvitation(clinic), anInvitation(clinic, { role: 'clinic-admin' })];
      expect(await invitations.put(first)).toBe(true);
      expect(await invitations.put(second)).toBe(true);
      expect(await invitations.list(clinic, 10)).toEqual([second]);
      expect(await invitations.put(anInvitation(clinicId(harness.ids.next())))).toBe(false);
    });

    it('are found by their address in every active clinic, until they are over', async () => {
      const { invitations } = harness.stores;
      const email = `carla-${harness.ids.next()}@clinica.example`;
      const clinics = [await harness.addClinic(), await harness.addClinic()];
      const closed = await harness.addClinic({ active: false });
      const [a, b] = clinics.map((clinic) => anInvitation(clinic, { email })) as [Invitation, Invitation];
      for (const one of [a, b, anInvitation(closed, { email })]) await invitations.put(one);
      const found = await invitations.forAddress(email, harness.now());
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set([a.id, b.id]));
      expect(await invitations.forAddress(email, b.expiresAt)).toEqual([]);
      expect(await invitations.forAddress('nobody@clinica.example', harness.now())).toEqual([]);
    });

    it('make a member once, in one act, and raise a role but never lower one', async () => {
      const { invitations, clinicMembers } = harness.stores;
      const clinic = await harness.addClinic();
      const person = { userId: 'bia', displayName: 'Bia' };
      const invite = async (role: Invitation['role']) => {
        const invitation = anInvitation(clinic, { role });
        await invitations.put(invitation);
        return invitation;
      };
      const first = await invite('clinic-staff');
      const accepted = await Promise.all(
        [1, 2, 3].map(() => invitations.accept(first, person, harness.now())),
      );
      expect(accepted.filter((role) => role === 'clinic-staff')).toHaveLength(1);
      expect(accepted.filter((role) => role === undefined)).toHaveLength(2);
      expect(await invitations.accept(await invite('clinic-admin'), person, harness.now())).toBe(
        'clinic-admin',
      );
      expect(await invitations.accept(await invite('clinic-staff'), person, harness.now())).toBe(
        'clinic-admin',
      );
      expect(await clinicMembers.list(clinic, 10)).toMatchObject([
        { userId: 'bia', role: 'clinic-admin', email: first.email, displayName: 'Bia' },
      ]);
      const late = anInvitation(clinic);
      await invitations.put(late);
      expect(await invitations.accept(late, person, late.expiresAt)).toBeUndefined();
    });

    it('of and to somebody end when they are removed from the clinic', async () => {
      const { invitations, clinicMembers } = harness.stores;
      const clinic = await harness.addClinic();
      const [own, sent, others] = [
        anInvitation(clinic),
        anInvitation(clinic, { email: 'dora@clinica.example', invitedBy: 'user:bia' }),
        anInvitation(clinic, { email: 'eva@clinica.example' }),
      ];
      await invitations.put(own);
      await invitations.accept(own, { userId: 'bia', displayName: 'Bia' }, harness.now());
      for (const one of [{ ...own, id: harness.ids.next() }, sent, others]) await invitations.put(one);
      await clinicMembers.remove(clinic, 'bia', 'any');
      expect((await invitations.list(clinic, 10)).map(({ id }) => id)).toEqual([others.id]);
    });

    it('are taken back by their clinic only', async () => {
      const { invitations } = harness.stores;
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const invitation = anInvitation(a);
      await invitations.put(invitation);
      expect(await invitations.remove(b, invitation.id)).toBe(false);
      expect(await invitations.remove(a, invitation.id)).toBe(true);
      expect(await invitations.list(a, 10)).toEqual([]);
    });
  });
