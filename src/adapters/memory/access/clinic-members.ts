import type { ClinicMembers } from '../../../application/ports/access/clinic-members.ts';
import { LastAdmin } from '../../../domain/access/access-errors.ts';
import { isLastAdmin, type AdminRule } from '../../../domain/access/clinic-member.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { MemoryDatabase } from '../database.ts';

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
        if (place >= 0) db.members.splice(place, 1);
        return place >= 0;
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

    clinicsOf: (userId) =>
      db.atomically(() =>
        db.members
          .filter((member) => member.userId === userId && db.clinics.get(member.clinicId)?.active === true)
          .sort((a, b) => (a.clinicId < b.clinicId ? -1 : 1))
          .map(({ clinicId, role }) => ({ clinicId, role })),
      ),
  };
};
