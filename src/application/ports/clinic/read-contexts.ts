import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContextFinding } from '../../../domain/clinic/document/context-finding.ts';

/** What was read of a version of a clinic's document, under the name and time zone that it was read with. */
export type ReadContext = {
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
  readonly context: ClinicContext;
  readonly findings: readonly ContextFinding[];
};

/** Contexts that were read before, the last one of each clinic. It may forget any of them. */
export interface ReadContexts {
  get(id: ClinicId): ReadContext | undefined;
  set(id: ClinicId, context: ReadContext): unknown;
}
