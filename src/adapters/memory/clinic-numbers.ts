import type { ClinicNumbers, RegisteredNumber } from '../../application/ports/clinic-numbers.ts';
import { NumberTaken } from '../../domain/clinic/clinic-errors.ts';
import { phoneVariants } from '../../domain/messaging/phone-number.ts';
import type { MemoryDatabase } from './database.ts';
import type { NumberRow } from './rows.ts';

const registered = ({ number, wabaId, active, createdAt }: NumberRow): RegisteredNumber => ({
  ...number,
  ...(wabaId !== undefined && { wabaId }),
  isActive: active,
  createdAt,
});

export const memoryClinicNumbers = (db: MemoryDatabase): ClinicNumbers => ({
  add: ({ clinicId, whatsappNumber, phoneNumberId, wabaId, isActive }, now) =>
    db.atomically(() => {
      const variants = phoneVariants(whatsappNumber);
      if (db.numbers.some(({ number }) => variants.includes(number.whatsappNumber)))
        throw new NumberTaken('whatsappNumber');
      if (!db.clinics.has(clinicId)) return undefined;
      if (
        phoneNumberId !== undefined &&
        db.numbers.some(({ number }) => number.phoneNumberId === phoneNumberId)
      )
        throw new NumberTaken('phoneNumberId');
      const number = { clinicId, whatsappNumber, ...(phoneNumberId !== undefined && { phoneNumberId }) };
      const row: NumberRow = { number, wabaId, active: isActive, createdAt: now };
      db.numbers.push(row);
      return registered(row);
    }),

  list: (clinicId, limit, after) =>
    db.atomically(() =>
      db.numbers
        .filter(({ number }) => number.clinicId === clinicId)
        .filter(({ number }) => after === undefined || number.whatsappNumber > after)
        .sort((a, b) => (a.number.whatsappNumber < b.number.whatsappNumber ? -1 : 1))
        .slice(0, limit)
        .map(registered),
    ),
});
