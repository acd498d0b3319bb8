import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { documentChanges, type DocumentChange } from '../../domain/clinic/document/document-changes.ts';
import type { ClinicContexts } from '../ports/clinic/clinic-contexts.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';

type Preview = {
  readonly context: ClinicContext;
  readonly findings: readonly ContextFinding[];
  /** Of the saved document. */
  readonly version: number;
  /** What saving it would change. */
  readonly changes: readonly DocumentChange[];
};

/** What the assistant would know from this document; from the saved one when absent. @throws ClinicNotFound */
export type PreviewClinicContext = (request: {
  readonly clinicId: ClinicId;
  readonly document?: unknown;
}) => Promise<Preview>;

type Needs = { clinicContexts: ClinicContexts; clinicRegistry: ClinicRegistry };

export const makePreviewClinicContext =
  ({ clinicContexts, clinicRegistry }: Needs): PreviewClinicContext =>
  async ({ clinicId, document }) => {
    const clinic = await clinicRegistry.get(clinicId);
    if (clinic === undefined) throw new ClinicNotFound(clinicId);
    const saved = await clinicContexts.current(clinicId);
    const read = readClinicContext(clinic, document ?? saved?.document);
    const changes = document === undefined ? [] : documentChanges(saved?.document ?? {}, document);
    return { ...read, version: saved?.version ?? 0, changes };
  };
