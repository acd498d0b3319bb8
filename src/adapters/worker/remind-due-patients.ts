import type { ClaimedVisit, Reminders } from '../../application/ports/scheduling/reminders.ts';
import type { RemindPatient } from '../../application/scheduling/remind-patient.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { reminders: Reminders; remindPatient: RemindPatient };

/** The loop that reminds patients of their visits. */
export const remindDuePatients = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedVisit>(needs, {
    name: 'reminder',
    claim: (limit) => needs.reminders.claim(limit, leaseMs),
    async handle(visit) {
      const { decided } = await needs.remindPatient(visit);
      const { clinicId, id: appointmentId } = visit.appointment;
      for (const { rule, skipped } of decided)
        if (skipped !== undefined)
          needs.log.info({ clinicId, appointmentId, rule, code: skipped }, 'a reminder was not sent');
    },
    msUntilDue: () => needs.reminders.msUntilDue(),
    concurrency,
    pollMs,
  });
