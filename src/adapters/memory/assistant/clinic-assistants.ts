import type { ClinicAssistants } from '../../../application/ports/assistant/clinic-assistants.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryClinicAssistants = (db: MemoryDatabase): ClinicAssistants => ({
  get: (clinicId) => db.atomically(() => ({ ...(db.assistants.get(clinicId) ?? { usesModel: false }) })),

  save: (clinicId, assistant) =>
    db.atomically(() => {
      if (!db.clinics.has(clinicId)) throw new ClinicNotFound(clinicId);
      db.assistants.set(clinicId, { ...assistant });
    }),
});
