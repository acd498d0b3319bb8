import type { ClinicId } from '../clinic/clinic.ts';

export type CallerRole = 'platform-admin' | 'clinic-admin' | 'clinic-staff' | 'service';

/** Who calls the REST API, as their token says. */
export type Caller = {
  readonly userId: string;
  readonly role: CallerRole;
  readonly clinicIds: readonly string[];
};

/** A platform admin reaches every clinic; everybody else those of their token. */
export const mayReach = ({ role, clinicIds }: Caller, clinicId: ClinicId): boolean =>
  role === 'platform-admin' || clinicIds.includes(clinicId);
