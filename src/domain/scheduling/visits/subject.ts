import type { HealthcareService } from '../../clinic/healthcare-service.ts';
import type { Professional } from '../../clinic/professional.ts';
import type { AppointmentId } from '../appointment.ts';

/** What times are looked for. */
export type Subject = {
  readonly service: HealthcareService;
  /** Absent: whoever is free. */
  readonly professional?: Professional;
  /** The appointment that the new time is to take the place of. */
  readonly moving?: AppointmentId;
};
