import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import type { ClinicContexts } from '../ports/clinic/clinic-contexts.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';

type Preview = { readonly context: ClinicContext; readonly findings: readonly ContextFinding[] };

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
    return readClinicContext(clinic, document ?? (await clinicContexts.current(clinicId))?.document);
  };
