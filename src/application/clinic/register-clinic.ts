import { ClinicIdTaken, UnknownTimeZone } from '../../domain/clinic/clinic-errors.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { isTimeZone } from '../../domain/clinic/local-time.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ClinicRegistry, NewClinic, RegisteredClinic } from '../ports/clinic/clinic-registry.ts';

type Registration = { readonly clinic: RegisteredClinic; readonly findings: readonly ContextFinding[] };

/**
 * Registers a clinic, active at once, and says what its context lacks. The same id and name again is the same clinic.
 * @throws UnknownTimeZone, ClinicIdTaken
 */
export type RegisterClinic = (clinic: NewClinic) => Promise<Registration>;

type Needs = { clinicRegistry: ClinicRegistry; clock: Clock };

export const makeRegisterClinic =
  ({ clinicRegistry, clock }: Needs): RegisterClinic =>
  async (clinic) => {
    if (!isTimeZone(clinic.timeZone)) throw new UnknownTimeZone(clinic.timeZone);
    const registered = await clinicRegistry.add(clinic, clock.now());
    if (registered === 'taken') throw new ClinicIdTaken();
    const { findings } = readClinicContext(registered, clinic.contextualization);
    return { clinic: registered, findings };
  };
