import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { Clinic, ClinicId } from '../../domain/clinic/clinic.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { ReadContexts } from '../ports/clinic/read-contexts.ts';

type ResolvedContext = {
  readonly clinic: Clinic;
  readonly context: ClinicContext;
  readonly findings: readonly ContextFinding[];
};

/** Everything the assistant may say about a clinic now; each version of its document is read once. @throws ClinicNotFound for an unknown or inactive one */
export type ResolveClinicContext = (clinicId: ClinicId) => Promise<ResolvedContext>;

type Needs = { clinics: Pick<Clinics, 'get'>; readContexts: ReadContexts };

export const makeResolveClinicContext =
  ({ clinics, readContexts }: Needs): ResolveClinicContext =>
  async (clinicId) => {
    const known = readContexts.get(clinicId);
    const record = await clinics.get(clinicId, known?.version);
    if (record === undefined) throw new ClinicNotFound(clinicId);
    const { clinic, contextVersion: version } = record;
    const { name, timeZone } = clinic;
    if (known?.version === version && known.name === name && known.timeZone === timeZone) {
      return { clinic, context: known.context, findings: known.findings };
    }
    // the name or the time zone alone has changed: the document is needed again
    const { contextualization } =
      known?.version === version ? ((await clinics.get(clinicId)) ?? record) : record;
    const read = readClinicContext(clinic, contextualization);
    readContexts.set(clinicId, { version, name, timeZone, ...read });
    return { clinic, ...read };
  };
