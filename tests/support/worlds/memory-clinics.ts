import { notStopped } from '../../../src/domain/messaging/sending/send-stop.ts';
import type { MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { clinicId, type ClinicId, type ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import { phone } from '../builders/a-received-message.ts';

type ClinicWish = {
  readonly name?: string;
  readonly timeZone?: string;
  readonly simulation?: boolean;
  readonly active?: boolean;
  readonly contextualization?: unknown;
};
type NumberWish = {
  readonly whatsappNumber: string;
  readonly phoneNumberId?: string;
  readonly wabaId?: string;
  readonly active?: boolean;
};

export function addMemoryClinic(
  db: MemoryDatabase,
  {
    name = 'Clínica Aurora',
    timeZone = 'America/Sao_Paulo',
    simulation = false,
    active = true,
    contextualization = {},
  }: ClinicWish = {},
): ClinicId {
  const id = clinicId(db.ids.next());
  const clinic = { id, name, timeZone, simulation };
  const createdAt = db.clock.now();
  db.clinics.set(id, {
    clinic,
    active,
    version: 1,
    createdAt,
    contextualization,
    contextVersions: [{ version: 1, document: contextualization, savedAt: createdAt }],
  });
  return id;
}

export function addMemoryNumber(db: MemoryDatabase, id: ClinicId, wish: NumberWish): ClinicNumber {
  const { whatsappNumber, phoneNumberId, wabaId, active = true } = wish;
  const number: ClinicNumber = {
    clinicId: id,
    whatsappNumber: phone(whatsappNumber),
    ...(phoneNumberId !== undefined && { phoneNumberId }),
  };
  db.numbers.push({ number, wabaId, active, version: 1, createdAt: db.clock.now(), sends: notStopped });
  return number;
}
