import type { Attendance } from '../../domain/patient-messages/attendance-answers.ts';
import type { AppointmentId } from '../../domain/scheduling/appointment.ts';
import { awaitsCalendar, stands } from '../../domain/scheduling/visits/patient-visits.ts';
import type { OwnVisits } from './own-visits.ts';

/** The patient says that they will come; it commits with the turn. */
export const attendanceTool =
  (visits: OwnVisits, now: Date) =>
  async (id: AppointmentId): Promise<Attendance> => {
    const found = await visits.find(id);
    if (found === undefined) return { outcome: 'not-yours' };
    if (awaitsCalendar(found) && stands(found, now))
      return { outcome: 'awaits-calendar', appointment: found };
    if (stands(found, now)) {
      visits.plan({ change: 'attend', appointmentId: id, at: now });
      return { outcome: 'attending', appointment: found };
    }
    const to = (await visits.all()).find((own) => own.seriesId === found.seriesId && stands(own, now));
    return to === undefined ? { outcome: 'over', appointment: found } : { outcome: 'moved', to };
  };
