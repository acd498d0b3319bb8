import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { Clinic, ClinicId } from '../../domain/clinic/clinic.ts';
import type { Clinics, SeenClinic } from '../ports/clinic/clinics.ts';
import type { ReadContext, ReadContexts } from '../ports/clinic/read-contexts.ts';

type ResolvedContext = {
  readonly clinic: Clinic;
  readonly context: ClinicContext;
  /** Of the document. */
  readonly version: number;
  readonly findings: readonly ContextFinding[];
};

/**
 * Everything the assistant may say about a clinic now; each version of its document is read once. Who has just `seen` the
 * clinic says so: then nothing is asked where that version is known. @throws ClinicNotFound for an unknown or inactive one
 */
export type ResolveClinicContext = (clinicId: ClinicId, seen?: SeenClinic) => Promise<ResolvedContext>;

type Needs = { clinics: Pick<Clinics, 'get'>; readContexts: ReadContexts };

export const makeResolveClinicContext =
  ({ clinics, readContexts }: Needs): ResolveClinicContext =>
  async (clinicId, seen) => {
    const known = readContexts.get(clinicId);
    if (seen !== undefined && known !== undefined && isReadingOf(seen, known)) return resolved(seen, known);
    const record = await clinics.get(clinicId, known?.version);
    if (record === undefined) throw new ClinicNotFound(clinicId);
    if (known !== undefined && isReadingOf(record, known)) return resolved(record, known);
    const { clinic, contextVersion: version } = record;
    // the name or the time zone alone has changed: the document is needed again
    const { contextualization } =
      known?.version === version ? ((await clinics.get(clinicId)) ?? record) : record;
    const read = readClinicContext(clinic, contextualization);
    const { name, timeZone } = clinic;
    readContexts.set(clinicId, { version, name, timeZone, ...read });
    return { clinic, version, ...read };
  };

const isReadingOf = ({ clinic, contextVersion }: SeenClinic, known: ReadContext): boolean =>
  known.version === contextVersion && known.name === clinic.name && known.timeZone === clinic.timeZone;

const resolved = (
  { clinic, contextVersion: version }: SeenClinic,
  { context, findings }: ReadContext,
): ResolvedContext => ({ clinic, version, context, findings });
