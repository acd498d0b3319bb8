import { ClinicChanged, ClinicNotFound, UnknownTimeZone } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { isTimeZone } from '../../domain/clinic/local-time.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ClinicChanges, ClinicRegistry, RegisteredClinic } from '../ports/clinic/clinic-registry.ts';

/** Changes what is given over the version that was read. @throws ClinicNotFound, ClinicChanged, UnknownTimeZone */
export type ChangeClinic = (request: {
  readonly clinicId: ClinicId;
  readonly expectedVersion: number;
  readonly changes: ClinicChanges;
}) => Promise<RegisteredClinic>;

type Needs = { clinicRegistry: ClinicRegistry; clock: Clock };

export const makeChangeClinic =
  ({ clinicRegistry, clock }: Needs): ChangeClinic =>
  async ({ clinicId, expectedVersion, changes }) => {
    const { timeZone } = changes;
    if (timeZone !== undefined && !isTimeZone(timeZone)) throw new UnknownTimeZone(timeZone);
    const changed = await clinicRegistry.change(clinicId, expectedVersion, changes, clock.now());
    if (changed === undefined) throw new ClinicNotFound(clinicId);
    if (changed === 'stale') throw new ClinicChanged(expectedVersion);
    return changed;
  };
