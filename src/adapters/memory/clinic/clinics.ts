import type { Clinics } from '../../../application/ports/clinic/clinics.ts';
import { addressedNumber } from '../../../domain/clinic/addressed-number.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryClinics = (db: MemoryDatabase): Clinics => ({
  numberFor: ({ phoneNumberId, displayNumber, wabaId }) =>
    db.atomically(() => {
      const found = addressedNumber(db.numbers, given({ phoneNumberId, displayNumber }));
      if (found === undefined) return undefined;
      const { clinicId } = found.number;
      if (!found.active || db.clinics.get(clinicId)?.active !== true) return { clinicId, isActive: false };
      const isNewId = found.number.phoneNumberId === undefined && phoneNumberId !== undefined;
      if (isNewId || (found.wabaId === undefined && wabaId !== undefined)) found.version += 1;
      if (isNewId) found.number = { ...found.number, phoneNumberId };
      found.wabaId ??= wabaId;
      return { ...found.number };
    }),

  get: (id, knownVersion) =>
    db.atomically(() => {
      const row = db.clinics.get(id);
      if (!row?.active) return undefined;
      const contextVersion = row.contextVersions.length;
      return {
        clinic: { ...row.clinic },
        contextualization:
          contextVersion === knownVersion ? undefined : structuredClone(row.contextualization),
        contextVersion,
      };
    }),

  inAccount: (wabaId) =>
    db.atomically(() => {
      const concerned = db.numbers
        .filter((row) => row.wabaId === wabaId)
        .map(({ number }) => number.clinicId);
      return [...new Set(concerned)].filter((id) => db.clinics.get(id)?.active === true);
    }),
});
