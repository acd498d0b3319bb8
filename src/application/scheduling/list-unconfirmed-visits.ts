import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { windowOf, type DayOrInstant } from '../../domain/scheduling/booking-window.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Reminders, UnconfirmedVisit } from '../ports/scheduling/reminders.ts';

type UnconfirmedRequest = {
  readonly clinicId: ClinicId;
  readonly from: DayOrInstant;
  readonly to: DayOrInstant;
  readonly limit: number;
  readonly cursor?: string;
};

/**
 * A page of the visits that begin in a window and that their patients have not confirmed; days are days of the clinic's
 * clocks. @throws ClinicNotFound, InvalidCursor
 */
export type ListUnconfirmedVisits = (
  request: UnconfirmedRequest,
) => Promise<{ readonly visits: readonly UnconfirmedVisit[]; readonly next?: string }>;

type Needs = { reminders: Reminders; resolveClinicContext: ResolveClinicContext };

export const makeListUnconfirmedVisits =
  ({ reminders, resolveClinicContext }: Needs): ListUnconfirmedVisits =>
  async ({ clinicId, from, to, limit, cursor }) => {
    const { context } = await resolveClinicContext(clinicId);
    return reminders.unconfirmed(clinicId, windowOf(context.timeZone, from, to), limit, cursor);
  };
