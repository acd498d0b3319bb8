import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { Clinic, ClinicId } from '../../domain/clinic/clinic.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';

type ResolvedContext = {
  readonly clinic: Clinic;
  readonly context: ClinicContext;
  readonly findings: readonly ContextFinding[];
};

/** Everything the assistant may say about a clinic, freshly read. @throws ClinicNotFound for an unknown or inactive one */
export type ResolveClinicContext = (clinicId: ClinicId) => Promise<ResolvedContext>;

type Needs = { clinics: Clinics };

export const makeResolveClinicContext =
  ({ clinics }: Needs): ResolveClinicContext =>
  async (clinicId) => {
    const record = await clinics.get(clinicId);
    if (record === undefined) throw new ClinicNotFound(clinicId);
    return { clinic: record.clinic, ...readClinicContext(record.clinic, record.contextualization) };
  };
