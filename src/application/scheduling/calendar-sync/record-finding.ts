import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { slotPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { ConflictReason, SyncFinding } from '../../../domain/scheduling/calendar-sync/task.ts';
import type { ClinicCalendars } from '../../ports/connection/clinic-calendars.ts';
import type { AlertCondition, Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';
import { calendarAlert } from '../calendar-alerts.ts';

export type FindingNeeds = { alerts: Alerts; clinicCalendars: ClinicCalendars; clock: Clock };

/** Keeps what an attempt learned beyond its appointment, for other appointments of the calendar and for people. */
export async function recordFinding(
  { alerts, clinicCalendars, clock }: FindingNeeds,
  appointment: Appointment,
  finding: SyncFinding,
  timeZone: string,
): Promise<void> {
  const { id, clinicId, calendarId } = appointment;
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
    case 'calendar-conflict':
      await open(
        { clinicId, kind: 'calendar-conflict', subject: id },
        `${conflicts[finding.reason]} ${visitOf(appointment, timeZone)}`,
      );
      return;
    case 'outside-hours':
      await open(
        { clinicId, kind: 'visit-outside-hours', subject: id },
        `Um horário foi mudado no Google Agenda para fora do expediente. A mudança valeu e o paciente é avisado; confira se foi de propósito. ${visitOf(appointment, timeZone)}`,
      );
      return;
    case 'deletion-asked':
      await open(deletedVisit(clinicId, id), `${asked} ${visitOf(appointment, timeZone)}`);
      return;
    case 'deletion-undone':
      await alerts.resolve(deletedVisit(clinicId, id), now);
      return;
    case 'event-left-behind':
      await open({ clinicId, kind: 'event-left-behind', subject: id }, leftBehind);
      return;
  }
}

/** Open until the clinic has said what becomes of the visit. */
export const deletedVisit = (clinicId: ClinicId, id: AppointmentId): AlertCondition => ({
  clinicId,
  kind: 'visit-deleted-in-calendar',
  subject: id,
});

/** By service and time; who comes is in the agenda. */
const visitOf = ({ serviceName, slot }: Appointment, timeZone: string): string =>
  `(${serviceName}, ${slotPhrase(slot.start, timeZone)})`;

const asked =
  'Alguém apagou no Google Agenda o evento de um horário marcado. O horário continua reservado e o paciente não foi avisado. Cancele ou mantenha o horário.';

const stays = 'O horário continua como estava e o evento voltou ao lugar.';
const conflicts: Readonly<Record<ConflictReason, string>> = {
  taken: `Um horário foi mudado no Google Agenda para cima de outro. ${stays}`,
  'into-the-past': `Um horário foi mudado no Google Agenda para o passado. ${stays}`,
  'no-place': `Um horário foi mudado no Google Agenda para uma agenda em que o Atende não marca. ${stays}`,
  'no-visit': `Um horário virou evento de dia inteiro, ou sem duração, no Google Agenda. ${stays}`,
  'both-changed':
    'Um horário foi mudado no Google Agenda enquanto já estava sendo remarcado. Vale a remarcação; o evento foi corrigido.',
  restored:
    'O evento de um horário que já tinha sido cancelado voltou ao Google Agenda e foi removido de novo. Se era para valer, marque outra vez.',
};

const waiting = (reason: string) => `Há horários que esperam pela agenda do Google (${reason}).`;

const notBooked = (reason: string) =>
  `Um horário pedido não pôde ser registrado na agenda do Google (${reason}). A clínica precisa falar com o paciente.`;

const leftBehind = 'Um evento cancelado ficou numa agenda do Google que não pôde ser acessada.';
