import type { Invitations } from '../../../application/ports/access/invitations.ts';
import { roleAfterInvitation } from '../../../domain/access/invitation.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryInvitations = (db: MemoryDatabase): Invitations => ({
  put: (invitation) =>
    db.atomically(() => {
      const { clinicId, email } = invitation;
      if (!db.clinics.has(clinicId)) return false;
      db.invitations = db.invitations.filter((one) => one.clinicId !== clinicId || one.email !== email);
      db.invitations.push({ ...invitation });
      return true;
    }),

  accept: ({ clinicId, id }, { userId, displayName }, now) =>
    db.atomically(() => {
      const found = db.invitations.find((one) => one.clinicId === clinicId && one.id === id);
      if (found === undefined || found.expiresAt <= now) return undefined;
      db.invitations = db.invitations.filter((one) => one !== found);
      const place = db.members.findIndex((one) => one.clinicId === clinicId && one.userId === userId);
      const own = db.members[place];
      const role = roleAfterInvitation(own?.role, found.role);
      const added = { clinicId, userId, displayName, addedBy: found.invitedBy, createdAt: now };
      const member = { ...(own ?? added), role, email: found.email, updatedAt: now };
      db.members.splice(own === undefined ? db.members.length : place, 1, member);
      return role;
    }),

  list: (clinicId, limit) =>
    db.atomically(() =>
      db.invitations
        .filter((one) => one.clinicId === clinicId)
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map((one) => ({ ...one })),
    ),

  remove: (clinicId, id) =>
    db.atomically(() => {
      const kept = db.invitations.filter((one) => one.clinicId !== clinicId || one.id !== id);
      const wasThere = kept.length < db.invitations.length;
      db.invitations = kept;
      return wasThere;
    }),

  forAddress: (email, now) =>
    db.atomically(() =>
      db.invitations
        .filter((one) => one.email === email && one.expiresAt > now)
        .filter(({ clinicId }) => db.clinics.get(clinicId)?.active === true)
        .sort((a, b) => (a.clinicId < b.clinicId ? -1 : 1))
        .map((one) => ({ ...one })),
    ),
});
