import type {
  ClinicCalendar,
  ClinicCalendars,
} from '../../../application/ports/connection/clinic-calendars.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { ConnectionChanged } from '../../../domain/connection/connection-errors.ts';
import { latest } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { given } from '../../../domain/given.ts';

export const memoryClinicCalendars = (db: MemoryDatabase): ClinicCalendars => {
  const { google } = db;
  const rowsOf = (clinicId: ClinicId): readonly ClinicCalendar[] =>
    [...(google.calendars.get(clinicId) ?? new Map<string, ClinicCalendar>()).values()]
      .sort((a, b) => (a.calendarId < b.calendarId ? -1 : 1))
      .map((row) => ({ ...row }));

  return {
    active: (clinicId) => db.atomically(() => rowsOf(clinicId).filter(({ isActive }) => isActive)),
    all: (clinicId) => db.atomically(() => rowsOf(clinicId)),

    associate: (clinicId, calendars, account) =>
      db.atomically(() => {
        const connection = google.connections.get(clinicId);
        const isConnectedAs = connection?.account.sub === account && connection?.status !== 'disconnecting';
        if (account !== undefined && !isConnectedAs) throw new ConnectionChanged();
        const rows = new Map(rowsOf(clinicId).map((row) => [row.calendarId, { ...row, isActive: false }]));
        for (const calendar of calendars) {
          const writesResumeAt = rows.get(calendar.calendarId)?.writesResumeAt;
          rows.set(calendar.calendarId, {
            ...calendar,
            ...{ clinicId, isActive: calendar.chosenUse !== 'ignore' },
            ...given({ writesResumeAt }),
          });
        }
        google.calendars.set(clinicId, rows);
      }),

    markReachability: (clinicId, calendarId, reachability) =>
      db.atomically(() => {
        const rows = google.calendars.get(clinicId);
        const row = rows?.get(calendarId);
        if (row !== undefined) rows?.set(calendarId, { ...row, reachability });
      }),

    pauseWrites: (clinicId, calendarId, until) =>
      db.atomically(() => {
        const rows = google.calendars.get(clinicId);
        const row = rows?.get(calendarId);
        if (row === undefined) return;
        const { writesResumeAt, ...known } = row;
        const later = until && latest(writesResumeAt, until);
        rows?.set(calendarId, { ...known, ...given({ writesResumeAt: later }) });
      }),

    erase: (clinicId) =>
      db.atomically(() => {
        google.calendars.delete(clinicId);
      }),
  };
};
