import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { reportConnection, type ConnectionReport } from '../../domain/connection/connection-report.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';

/** How the clinic's connection stands, and what to do when it does not. @throws ClinicNotFound */
export type GoogleConnectionStatus = (clinicId: ClinicId) => Promise<ConnectionReport>;

type Needs = { clinics: Clinics; googleConnections: GoogleConnections; clock: Clock };

export const makeGoogleConnectionStatus =
  ({ clinics, googleConnections, clock }: Needs): GoogleConnectionStatus =>
  async (clinicId) => {
    if ((await clinics.get(clinicId)) === undefined) throw new ClinicNotFound(clinicId);
    return reportConnection(await googleConnections.get(clinicId), clock.now());
  };
