import type { AuditTrail } from '../../../application/ports/access/audit-trail.ts';
import type { AuditEntry } from '../../../domain/access/audit-entry.ts';
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

  list: ({ reach, action, actor, from, to, limit, before }) =>
    db.atomically(() => {
      const place = db.audit.find(({ id, clinicId }) => id === before && isWithin(reach, clinicId));
      if (before !== undefined && place === undefined) return [];
      return db.audit
        .filter((entry) => isWithin(reach, entry.clinicId))
        .filter((entry) => action === undefined || entry.action === action)
        .filter((entry) => actor === undefined || entry.actor === actor)
        .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at < to))
        .filter((entry) => place === undefined || newestFirst(place, entry) < 0)
        .sort(newestFirst)
        .slice(0, limit)
        .map((entry) => structuredClone(entry));
    }),
});

const newestFirst = (a: AuditEntry, b: AuditEntry): number =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -Number(a.id > b.id));
