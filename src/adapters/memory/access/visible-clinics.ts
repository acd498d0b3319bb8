import type { Reach } from '../../../domain/access/caller.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** What concerns no clinic is seen only by those who see all. */
export const isWithin = (reach: Reach, clinicId: ClinicId | undefined): boolean =>
  reach === 'all' || (clinicId !== undefined && reach.includes(clinicId));
