import type { Appointments, ClaimedSync } from '../../application/ports/scheduling/appointments.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type {
  KeepCalendarInStep,
  SyncReport,
} from '../../application/scheduling/calendar-sync/keep-calendar-in-step.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & {
  appointments: Appointments;
  keepCalendarInStep: KeepCalendarInStep;
};

/** The loop that brings appointments and calendars in step. */
export const keepCalendarsInStep = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedSync>(needs, {
    name: 'appointments',
    claim: (limit) => needs.appointments.claim(limit, leaseMs),
    async handle(sync) {
      const report = await needs.keepCalendarInStep(sync);
      const { clinicId, calendarId } = sync.appointment;
      const waitedMs = needs.clock.now().getTime() - sync.dueSince.getTime();
      needs.telemetry.appointmentSynced(clinicId, calendarId, nameOf(report), waitedMs);
      tell(needs.log, sync, report, waitedMs);
    },
    msUntilDue: () => needs.appointments.msUntilDue(),
    concurrency,
    pollMs,
  });

function nameOf({ settlement, outcome }: SyncReport): string {
  if (outcome !== 'settled') return outcome;
  return settlement.to === 'failed' ? `failed:${settlement.reason}` : settlement.to;
}

/** By ids and reasons only: the calendar's id may be somebody's address. */
function tell(log: Log, sync: ClaimedSync, { settlement, outcome }: SyncReport, ms: number): void {
  const { clinicId, id: appointmentId, conversationId, state } = sync.appointment;
  const fields = {
    clinicId,
    appointmentId,
    ...(conversationId && { conversationId }),
    attempts: sync.attempts,
  };
  if (outcome !== 'settled') {
    log.info({ ...fields, outcome }, 'appointment is in other hands, or was changed, meanwhile');
    return;
  }
  switch (settlement.to) {
    case 'confirmed':
      log.info({ ...fields, ms }, 'appointment confirmed');
      return;
    case 'failed': {
      const { reason } = settlement;
      if (reason === 'hold-expired' || reason === 'calendar-busy')
        log.info({ ...fields, reason }, 'appointment could not be had');
      else log.error({ ...fields, reason }, 'appointment failed; a human has to go on');
      return;
    }
    case 'again':
      if (state !== 'held' || sync.appointment.requestedAt !== undefined)
        log.warn(
          { ...fields, at: settlement.at },
          'calendar could not be brought in step; tried again later',
        );
      return;
    case 'next-generation':
      log.warn(fields, 'event was deleted by somebody; written once more');
      return;
    case 'removed':
      log.info({ ...fields, ms }, 'appointment has left the calendar');
      return;
    case 'followed':
      log.info(fields, 'appointment follows what was changed in the calendar');
      return;
    case 'cancelled':
      log.info(fields, 'event was deleted or declined; appointment cancelled');
      return;
    case 'asked':
      log.warn(fields, 'event was deleted; the clinic is asked');
      return;
    case 'told':
      log.info(fields, 'patient knows what was changed in the calendar');
      return;
    case 'rest':
      return;
  }
}
