import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ClaimedSync, SyncOutcome, SyncSettlement } from '../../ports/scheduling/appointments.ts';
import { enterCalendar } from './enter-calendar.ts';
import { leaveCalendar } from './leave-calendar.ts';
import type { Step, SyncNeeds } from './sync-needs.ts';

export type SyncReport = { readonly settlement: SyncSettlement; readonly outcome: SyncOutcome };

/**
 * Brings the calendar in line with one appointment of the book, as far as one attempt goes. May be repeated from any
 * point: what may have been written stands in the row before the call, and the event's id is the same every time.
 * Throws only when the database fails.
 */
export type KeepCalendarInStep = (sync: ClaimedSync) => Promise<SyncReport>;

export const makeKeepCalendarInStep = (needs: SyncNeeds): KeepCalendarInStep => {
  const contextOf = async (clinicId: ClinicId): Promise<ClinicContext | undefined> => {
    try {
      return (await needs.resolveClinicContext(clinicId)).context;
    } catch (error) {
      if (error instanceof ClinicNotFound) return undefined;
      throw error;
    }
  };

  return async (sync) => {
    const { clinicId } = sync.appointment;
    const [context, calendars] = await Promise.all([
      contextOf(clinicId),
      needs.clinicCalendars.all(clinicId),
    ]);
    const settlement = await take({ ...needs, sync, context, calendars });
    return { settlement, outcome: await needs.appointments.settle(sync, settlement) };
  };
};

async function take(step: Step): Promise<SyncSettlement> {
  const { state, requestedAt, holdExpiresAt } = step.sync.appointment;
  const now = step.clock.now();
  switch (state) {
    case 'held':
      if (requestedAt !== undefined) return enterCalendar(step);
      return holdExpiresAt !== undefined && holdExpiresAt > now
        ? { to: 'again', at: holdExpiresAt, tried: false }
        : { to: 'failed', reason: 'hold-expired' };
    case 'cancelled':
    case 'failed':
      return leaveCalendar(step);
    case 'confirmed':
      return { to: 'rest' };
  }
}
