import { ContainerModule } from 'inversify';
import { makeBindTurnTools } from '../../application/assistant/turn-tools.ts';
import { makeGuidedAssistant } from '../../adapters/guided/guided-assistant.ts';
import { makeBookAppointment } from '../../application/scheduling/book-appointment.ts';
import { makeBulkhead } from '../../application/scheduling/bulkhead.ts';
import { makeCalendarsInUse } from '../../application/scheduling/calendars-in-use.ts';
import { makeCancelAppointment } from '../../application/scheduling/cancel-appointment.ts';
import { makeFindAvailability } from '../../application/scheduling/find-availability.ts';
import { makeKeepCalendarInStep } from '../../application/scheduling/calendar-sync/keep-calendar-in-step.ts';
import { makeListAppointments } from '../../application/scheduling/list-appointments.ts';
import { defaultBusyMemory, makeReadBusyTimes } from '../../application/scheduling/read-busy-times.ts';
import { makeRescheduleAppointment } from '../../application/scheduling/reschedule-appointment.ts';
import { makeWatchCalendars } from '../../application/scheduling/calendar-sync/watch-calendars.ts';
import { defaultSyncPolicy, type SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { Config } from '../config/config.ts';
import { poolSizes } from '../config/pool-sizes.ts';
import { tokens as t } from './tokens.ts';

/** Bookings that may wait in one process; each takes some tens of milliseconds. */
const mostWaiting = 2_000;

/** Availability, appointments, the calendars in step with them, and the assistant that looks into them. */
export const schedulingUseCases = (config: Config) =>
  new ContainerModule(({ bind }) => {
    const syncPolicy = syncPolicyOf(config);
    bind(t.readBusyTimes).toResolvedValue(
      (withGoogleAccess, googleCalendar, alerts, clinicCalendars, clock) =>
        makeReadBusyTimes({
          withGoogleAccess,
          googleCalendar,
          watchCalendars: makeWatchCalendars({ alerts, clinicCalendars, clock }),
          clock,
          memory: { ...defaultBusyMemory, keepMs: config.AVAILABILITY_CACHE_MS },
        }),
      [t.withGoogleAccess, t.googleCalendar, t.alerts, t.clinicCalendars, t.clock],
    );
    bind(t.calendarsInUse).toResolvedValue(
      (clinicCalendars, withGoogleAccess, googleCalendar, alerts, clock) =>
        makeCalendarsInUse({ clinicCalendars, withGoogleAccess, googleCalendar, alerts, clock }),
      [t.clinicCalendars, t.withGoogleAccess, t.googleCalendar, t.alerts, t.clock],
    );
    bind(t.findAvailability).toResolvedValue(
      (resolveClinicContext, calendarsInUse, appointments, readBusyTimes, clock) =>
        makeFindAvailability({ resolveClinicContext, calendarsInUse, appointments, readBusyTimes, clock }),
      [t.resolveClinicContext, t.calendarsInUse, t.appointments, t.readBusyTimes, t.clock],
    );
    bind(t.assistant).toConstantValue(makeGuidedAssistant());
    bind(t.bindTurnTools).toResolvedValue(
      (googleConnections, calendarsInUse, findAvailability, appointments, ids) =>
        makeBindTurnTools({
          googleConnections,
          calendarsInUse,
          findAvailability,
          appointments,
          ids,
          syncPolicy,
        }),
      [t.googleConnections, t.calendarsInUse, t.findAvailability, t.appointments, t.ids],
    );
    bind(t.bookAppointment).toResolvedValue(
      (resolveClinicContext, calendarsInUse, appointments, readBusyTimes, ids, clock) =>
        makeBulkhead(
          makeBookAppointment({
            resolveClinicContext,
            calendarsInUse,
            appointments,
            readBusyTimes,
            ids,
            clock,
            syncPolicy,
          }),
          { atOnce: poolSizes(config.DATABASE_POOL_SIZE).tenants, waiting: mostWaiting },
        ),
      [t.resolveClinicContext, t.calendarsInUse, t.appointments, t.readBusyTimes, t.ids, t.clock],
    );
    bind(t.rescheduleAppointment).toResolvedValue(
      (resolveClinicContext, calendarsInUse, appointments, readBusyTimes, ids, clock) =>
        makeRescheduleAppointment({
          resolveClinicContext,
          calendarsInUse,
          appointments,
          readBusyTimes,
          ids,
          clock,
          syncPolicy,
        }),
      [t.resolveClinicContext, t.calendarsInUse, t.appointments, t.readBusyTimes, t.ids, t.clock],
    );
    bind(t.cancelAppointment).toResolvedValue(
      (appointments, resolveClinicContext, ids, clock) =>
        makeCancelAppointment({ appointments, resolveClinicContext, ids, clock }),
      [t.appointments, t.resolveClinicContext, t.ids, t.clock],
    );
    bind(t.listAppointments).toResolvedValue(
      (appointments, resolveClinicContext) => makeListAppointments({ appointments, resolveClinicContext }),
      [t.appointments, t.resolveClinicContext],
    );
    bind(t.keepCalendarInStep).toResolvedValue(
      (
        appointments,
        clinicCalendars,
        resolveClinicContext,
        withGoogleAccess,
        googleCalendar,
        alerts,
        ids,
        clock,
        randomness,
      ) =>
        makeKeepCalendarInStep({
          appointments,
          clinicCalendars,
          resolveClinicContext,
          withGoogleAccess,
          googleCalendar,
          alerts,
          ids,
          clock,
          randomness,
          syncPolicy,
        }),
      [
        t.appointments,
        t.clinicCalendars,
        t.resolveClinicContext,
        t.withGoogleAccess,
        t.googleCalendar,
        t.alerts,
        t.ids,
        t.clock,
        t.randomness,
      ],
    );
  });

const syncPolicyOf = (config: Config): SyncPolicy => ({
  ...defaultSyncPolicy,
  holdMs: config.HOLD_MS,
  maxAttempts: config.RETRY_CALENDAR_MAX_ATTEMPTS,
  baseMs: config.RETRY_CALENDAR_BASE_MS,
  capMs: config.RETRY_CALENDAR_CAP_MS,
  patienceMs: config.CALENDAR_PATIENCE_MS,
  humanQuietMs: config.HUMAN_QUIET_MS,
});
