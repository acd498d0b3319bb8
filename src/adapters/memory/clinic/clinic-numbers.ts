import type { ClinicNumbers, RegisteredNumber } from '../../../application/ports/clinic/clinic-numbers.ts';
import { NumberTaken } from '../../../domain/clinic/number-errors.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { phoneVariants, type PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { notStopped } from '../../../domain/messaging/sending/send-stop.ts';
import type { MemoryDatabase } from '../database.ts';
import type { NumberRow } from '../rows.ts';
import { given } from '../../../domain/given.ts';

const registered = ({ number, wabaId, active, version, createdAt }: NumberRow): RegisteredNumber => ({
  ...number,
  ...given({ wabaId }),
  isActive: active,
  version,
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
      const number = { clinicId, whatsappNumber, ...given({ phoneNumberId }) };
      const row: NumberRow = {
        number,
        wabaId,
        active: isActive,
        version: 1,
        createdAt: now,
        sends: notStopped,
      };
      db.numbers.push(row);
      return registered(row);
    }),

  get: (clinicId, whatsappNumber) =>
    db.atomically(() => {
      const row = find(db, clinicId, whatsappNumber);
      return row && registered(row);
    }),

  change: (clinicId, whatsappNumber, expected, { isActive, phoneNumberId, wabaId }) =>
    db.atomically(() => {
      const row = find(db, clinicId, whatsappNumber);
      if (row === undefined) return undefined;
      if (row.version !== expected) return 'stale';
      if (db.numbers.some((other) => other !== row && other.number.phoneNumberId === (phoneNumberId ?? '')))
        throw new NumberTaken('phoneNumberId');
      const before = JSON.stringify(registered(row));
      const { phoneNumberId: known, ...digits } = row.number;
      const id = phoneNumberId === undefined ? known : (phoneNumberId ?? undefined);
      row.number = { ...digits, ...given({ phoneNumberId: id }) };
      row.wabaId = wabaId === undefined ? row.wabaId : (wabaId ?? undefined);
      row.active = isActive ?? row.active;
      if (JSON.stringify(registered(row)) !== before) row.version += 1;
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

const find = (db: MemoryDatabase, clinicId: ClinicId, whatsappNumber: PhoneDigits): NumberRow | undefined =>
  db.numbers.find(({ number }) => number.clinicId === clinicId && number.whatsappNumber === whatsappNumber);
