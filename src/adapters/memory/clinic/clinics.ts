import type { Clinics } from '../../../application/ports/clinic/clinics.ts';
import { phoneVariants } from '../../../domain/messaging/people/phone-number.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryClinics = (db: MemoryDatabase): Clinics => ({
  numberFor: ({ phoneNumberId, displayNumber, wabaId }) =>
    db.atomically(() => {
      const variants = displayNumber === undefined ? [] : phoneVariants(displayNumber);
      const byDigits = db.numbers.filter(
        ({ number }) =>
          variants.includes(number.whatsappNumber) &&
          (number.phoneNumberId === undefined || phoneNumberId === undefined),
      );
      // An id that is registered anywhere decides alone, even when its number or clinic is inactive.
      const byId = db.numbers.find(
        ({ number }) => phoneNumberId !== undefined && number.phoneNumberId === phoneNumberId,
      );
      const found =
        byId ?? byDigits.find(({ number }) => number.whatsappNumber === displayNumber) ?? byDigits[0];
      if (!found?.active || db.clinics.get(found.number.clinicId)?.active !== true) return undefined;
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
