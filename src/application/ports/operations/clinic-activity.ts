import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ClinicFigures } from '../../../domain/figures/clinic-figures.ts';
import type { FigureSpan } from '../../../domain/figures/figure-spans.ts';

/** Figures of one clinic. Contract: tests/contract/contracts/operations/clinic-activity.contract.ts */
export interface ClinicActivity {
  /** Of the span, over the `most` conversations that were active last: a bound on what one question may cost. */
  figures(clinicId: ClinicId, span: FigureSpan, most: number): Promise<ClinicFigures>;
}
