import type { AuditTrail } from '../../../application/ports/access/audit-trail.ts';
import type { MemoryDatabase } from '../database.ts';
import { isWithin } from './visible-clinics.ts';
import { given } from '../../../domain/given.ts';

export const memoryAuditTrail = (db: MemoryDatabase): AuditTrail => ({
  begin: (entry) =>
    db.atomically(() => {
      if (db.audit.some(({ id }) => id === entry.id))
        throw new Error(`There is an entry ${entry.id} already`);
      db.audit.push(structuredClone(entry));
    }),

  finish: (id, { outcome, code, details = {} }) =>
    db.atomically(() => {
      const place = db.audit.findIndex((entry) => entry.id === id);
      const begun = db.audit[place];
      if (begun === undefined || begun.outcome !== undefined) return;
      db.audit[place] = {
        ...begun,
        outcome,
        details: { ...structuredClone(details), ...begun.details },
        ...given({ code }),
      };
    }),

  list: ({ reach, action, actor, limit, before }) =>
    db.atomically(() =>
      db.audit
        .filter((entry) => isWithin(reach, entry.clinicId))
        .filter((entry) => action === undefined || entry.action === action)
        .filter((entry) => actor === undefined || entry.actor === actor)
        .filter((entry) => before === undefined || entry.id < before)
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map((entry) => structuredClone(entry)),
    ),
});
