import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { isLive } from '../../domain/connection/google-connection.ts';
import { isWritable } from '../../domain/scheduling/calendars/chosen-calendar.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { CalendarsInUse } from '../scheduling/calendars-in-use.ts';

type Needs = {
  googleConnections: Pick<GoogleConnections, 'get'>;
  calendarsInUse: CalendarsInUse;
};

/** Whether appointments can be written anywhere: the connection is live, and an active calendar may be written to. */
export async function canBook(
  { googleConnections, calendarsInUse }: Needs,
  clinicId: ClinicId,
): Promise<boolean> {
  const [connection, calendars] = await Promise.all([
    googleConnections.get(clinicId),
    calendarsInUse(clinicId),
  ]);
  return connection !== undefined && isLive(connection.status) && calendars.some(isWritable);
}
