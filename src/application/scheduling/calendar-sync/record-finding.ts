import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { SyncFinding } from '../../../domain/scheduling/calendar-sync/task.ts';
import type { ClinicCalendars } from '../../ports/connection/clinic-calendars.ts';
import type { AlertCondition, Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';
import { calendarAlert } from '../calendar-alerts.ts';

export type FindingNeeds = { alerts: Alerts; clinicCalendars: ClinicCalendars; clock: Clock };

/** Keeps what an attempt learned beyond its appointment, for other appointments of the calendar and for people. */
export async function recordFinding(
  { alerts, clinicCalendars, clock }: FindingNeeds,
  { id, clinicId, calendarId }: Appointment,
  finding: SyncFinding,
): Promise<void> {
  const now = clock.now();
  const open = (condition: AlertCondition, message: string) => alerts.open(condition, message, now);
  const access = { clinicId, kind: 'calendar-access', subject: 'google' } as const;
  const paused = calendarAlert('calendar-writes-paused', clinicId, calendarId);
  switch (finding.found) {
    case 'writes-limited':
      await clinicCalendars.pauseWrites(clinicId, calendarId, finding.until);
      await open(paused.condition, paused.message);
      return;
    case 'writes-possible':
      await clinicCalendars.pauseWrites(clinicId, calendarId, undefined);
      await alerts.resolve(paused.condition, now);
      return;
    case 'calendar-lost': {
      await clinicCalendars.markReachability(clinicId, calendarId, finding.reachability);
      if (finding.reachability !== 'not-writable') return;
      const { condition, message } = calendarAlert('calendar-not-writable', clinicId, calendarId);
      await open(condition, message);
      return;
    }
    case 'access-missing':
      await open(access, `${waiting(finding.reason)} Conecte a conta de novo.`);
      return;
    case 'installation-refused':
      await open({ kind: 'google-misconfigured', subject: 'calendar' }, waiting(finding.reason));
      return;
    case 'access-works':
      await alerts.resolve(access, now);
      return;
    case 'people-needed':
      await open({ clinicId, kind: 'booking-failed', subject: id }, notBooked(finding.reason));
      return;
    case 'event-left-behind':
      await open({ clinicId, kind: 'event-left-behind', subject: id }, leftBehind);
      return;
  }
}

const waiting = (reason: string) => `Há horários que esperam pela agenda do Google (${reason}).`;

const notBooked = (reason: string) =>
  `Um horário pedido não pôde ser registrado na agenda do Google (${reason}). A clínica precisa falar com o paciente.`;

const leftBehind = 'Um evento cancelado ficou numa agenda do Google que não pôde ser acessada.';
