import type { ClinicRegistry, RegisteredClinic } from '../../../application/ports/clinic/clinic-registry.ts';
import type { MemoryDatabase } from '../database.ts';
import { isWithin } from '../access/visible-clinics.ts';
import type { ClinicRow } from '../rows.ts';

const registered = ({
  clinic,
  active,
  version,
  createdAt,
  contextVersions,
}: ClinicRow): RegisteredClinic => ({
  ...clinic,
  isActive: active,
  version,
  contextVersion: contextVersions.length,
  createdAt,
});

export const memoryClinicRegistry = (db: MemoryDatabase): ClinicRegistry => ({
  add: ({ contextualization, by, isActive = true, ...clinic }, now) =>
    db.atomically(() => {
      const known = db.clinics.get(clinic.id);
      if (known !== undefined) return known.clinic.name === clinic.name ? registered(known) : 'taken';
      const document = structuredClone(contextualization);
      const row: ClinicRow = {
        clinic,
        active: isActive,
        version: 1,
        createdAt: now,
        contextualization: document,
        contextVersions: [{ version: 1, document, savedAt: now, savedBy: by }],
      };
      db.clinics.set(clinic.id, row);
      return registered(row);
    }),

  change: (id, expected, { isActive, ...changes }) =>
    db.atomically(() => {
      const row = db.clinics.get(id);
      if (row === undefined) return undefined;
      if (row.version !== expected) return 'stale';
      const before = JSON.stringify([row.clinic, row.active]);
      row.clinic = { ...row.clinic, ...changes };
      row.active = isActive ?? row.active;
      if (JSON.stringify([row.clinic, row.active]) !== before) row.version += 1;
      return registered(row);
    }),

  get: (id) =>
    db.atomically(() => {
      const row = db.clinics.get(id);
      return row && registered(row);
    }),

  list: (reach, limit, after) =>
    db.atomically(() =>
      [...db.clinics.values()]
        .filter(({ clinic }) => isWithin(reach, clinic.id) && (after === undefined || clinic.id > after))
        .sort((a, b) => (a.clinic.id < b.clinic.id ? -1 : 1))
        .slice(0, limit)
        .map(registered),
    ),

  connections: (limit) =>
    db.atomically(() =>
      [...db.clinics.keys()]
        .sort()
        .slice(0, limit)
        .map((clinicId) => ({
          clinicId,
          google: db.google.connections.get(clinicId)?.status ?? 'not_connected',
          numbers: db.numbers.filter(({ number, active }) => active && number.clinicId === clinicId).length,
        })),
    ),
});
