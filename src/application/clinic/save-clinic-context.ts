import { ClinicNotFound, ContextChanged, ContextVersionNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContextFinding } from '../../domain/clinic/document/context-finding.ts';
import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { documentChanges, type DocumentChange } from '../../domain/clinic/document/document-changes.ts';
import type { ClinicContexts, ContextToSave, SavedContext } from '../ports/clinic/clinic-contexts.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { Clock } from '../ports/system/clock.ts';

type Saved = {
  readonly context: SavedContext;
  readonly findings: readonly ContextFinding[];
  /** Against the version it was saved over. */
  readonly changes: readonly DocumentChange[];
};

/**
 * Saves what the clinics screen holds as the next version. Nothing is refused for what it says: what is missing or
 * contradictory comes back as findings.
 * @throws ClinicNotFound, ContextChanged when another version is current
 */
export type SaveClinicContext = (request: ContextToSave & { readonly clinicId: ClinicId }) => Promise<Saved>;

/** Saves an earlier version as the next one. @throws ContextVersionNotFound and what SaveClinicContext throws. */
export type RestoreClinicContext = (
  request: Omit<ContextToSave, 'document' | 'restoredFrom'> & {
    readonly clinicId: ClinicId;
    readonly version: number;
  },
) => Promise<Saved>;

type Needs = { clinicContexts: ClinicContexts; clinicRegistry: ClinicRegistry; clock: Clock };

export const makeSaveClinicContext =
  ({ clinicContexts, clinicRegistry, clock }: Needs): SaveClinicContext =>
  async ({ clinicId, ...context }) => {
    const clinic = await clinicRegistry.get(clinicId);
    const before = await clinicContexts.version(clinicId, context.expectedVersion);
    const result = await clinicContexts.save(clinicId, context, clock.now());
    if (clinic === undefined || result === undefined) throw new ClinicNotFound(clinicId);
    if (!result.saved) throw new ContextChanged(context.expectedVersion, result.current.version);
    return {
      context: result.current,
      findings: readClinicContext(clinic, context.document).findings,
      changes: documentChanges(before?.document, context.document),
    };
  };

export const makeRestoreClinicContext =
  ({
    clinicContexts,
    saveClinicContext,
  }: Pick<Needs, 'clinicContexts'> & { saveClinicContext: SaveClinicContext }) =>
  async ({ clinicId, version, ...request }: Parameters<RestoreClinicContext>[0]): Promise<Saved> => {
    const earlier = await clinicContexts.version(clinicId, version);
    if (earlier === undefined) throw new ContextVersionNotFound(version);
    return saveClinicContext({
      ...request,
      clinicId,
      document: earlier.document,
      restoredFrom: version,
    });
  };
