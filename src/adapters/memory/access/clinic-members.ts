import type { ClinicMembers } from '../../../application/ports/access/clinic-members.ts';
import { LastAdmin } from '../../../domain/access/access-errors.ts';
import { personActor } from '../../../domain/access/caller.ts';
import { isLastAdmin, type AdminRule } from '../../../domain/access/clinic-member.ts';
import { given } from '../../../domain/given.ts';
import type { Invitation } from '../../../domain/access/invitation.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { MemoryDatabase } from '../database.ts';
import { removeSubscriptions } from '../operations/push-rows.ts';

export const memoryClinicMembers = (db: MemoryDatabase): ClinicMembers => {
  const placeOf = (clinicId: ClinicId, userId: string) =>
    db.members.findIndex((member) => member.clinicId === clinicId && member.userId === userId);
  const refuseLastAdmin = (clinicId: ClinicId, userId: string, rule: AdminRule) => {
    const admins = db.members.filter((one) => one.clinicId === clinicId && one.role === 'clinic-admin');
    const userIds = admins.map((admin) => admin.userId);
    if (rule === 'keep-an-admin' && isLastAdmin(userIds, userId)) throw new LastAdmin(userId);
  };

  return {
    put: (member, rule, now) =>
      db.atomically(() => {
        if (!db.clinics.has(member.clinicId)) return undefined;
        if (member.role !== 'clinic-admin') refuseLastAdmin(member.clinicId, member.userId, rule);
        const place = placeOf(member.clinicId, member.userId);
        const known = db.members[place];
        const kept = {
          ...given({ email: known?.email }),
          ...member,
          addedBy: known?.addedBy ?? member.addedBy,
          createdAt: known?.createdAt ?? now,
          updatedAt: now,
        };
        db.members.splice(known === undefined ? db.members.length : place, 1, kept);
        return { ...kept };
      }),

    remove: (clinicId, userId, rule) =>
      db.atomically(() => {
        refuseLastAdmin(clinicId, userId, rule);
        const place = placeOf(clinicId, userId);
        const [gone] = place >= 0 ? db.members.splice(place, 1) : [];
        if (gone === undefined) return false;
        const isTheirs = ({ invitedBy, email }: Invitation) =>
          invitedBy === personActor(userId) || email === gone.email;
        db.invitations = db.invitations.filter((one) => one.clinicId !== clinicId || !isTheirs(one));
        for (const row of db.conversations.values())
          if (row.clinicId === clinicId && row.assignment?.actor === personActor(userId))
            row.assignment = undefined;
        removeSubscriptions(db.push, (row) => row.clinicId === clinicId && row.userId === userId);
        return true;
      }),

    list: (clinicId, limit, afterUserId) =>
      db.atomically(() =>
        db.members
          .filter((member) => member.clinicId === clinicId)
          .filter(({ userId }) => afterUserId === undefined || userId > afterUserId)
          .sort((a, b) => (a.userId < b.userId ? -1 : 1))
          .slice(0, limit)
          .map((member) => ({ ...member })),
      ),

    areMembers: (pairs) =>
      db.atomically(() =>
        pairs.map(
          ({ clinicId, userId }) =>
            placeOf(clinicId, userId) >= 0 && db.clinics.get(clinicId)?.active === true,
        ),
      ),

    clinicsOf: (userId) =>
      db.atomically(() =>
        db.members
          .filter((member) => member.userId === userId && db.clinics.get(member.clinicId)?.active === true)
          .sort((a, b) => (a.clinicId < b.clinicId ? -1 : 1))
          .map(({ clinicId, role }) => ({ clinicId, role })),
      ),
  };
};
