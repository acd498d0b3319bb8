import { Counter, type Registry } from 'prom-client';
import type { ObjectiveLedger } from '../../application/operations/objective-ledger.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Objective, Verdict } from '../../domain/figures/objectives.ts';
import type { ClinicLabel } from './clinic-labels.ts';

const name = 'atende_objective_events_total';

/** Judges a promise to a clinic, or to nobody that is known. */
export type Judge = (clinicId: string | undefined, objective: Objective, verdict: Verdict) => void;

/** Counts promises kept and broken, by the clinic's label and in the ledger; one counter for each registry. */
export function objectiveEvents(registry: Registry, labelOf: ClinicLabel, ledger: ObjectiveLedger): Judge {
  const events =
    (registry.getSingleMetric(name) as Counter<'clinic' | 'objective' | 'verdict'> | undefined) ??
    new Counter({
      name,
      help: 'What each clinic is promised: how often it was kept (good), broken (bad), and kept after all (restored)',
      labelNames: ['clinic', 'objective', 'verdict'],
      registers: [registry],
    });
  return (clinicId, objective, verdict) => {
    if (verdict === undefined) return;
    const clinic = labelOf(clinicId ?? 'none');
    // both are there from the first event on: a ratio of a series that is missing is missing, too
    for (const each of ['good', 'bad'] as const)
      events.inc({ clinic, objective, verdict: each }, each === verdict ? 1 : 0);
    if (verdict === 'restored') events.inc({ clinic, objective, verdict });
    if (clinicId !== undefined) ledger.note(clinicId as ClinicId, objective, verdict);
  };
}
