import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { isLive, type ConnectionStatus } from '../../domain/connection/google-connection.ts';
import { isWritable } from '../../domain/scheduling/calendars/chosen-calendar.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { CalendarsInUse } from '../scheduling/calendars-in-use.ts';

type Needs = {
  googleConnections: Pick<GoogleConnections, 'get'>;
  calendarsInUse: CalendarsInUse;
};

/**
 * Whether appointments can be written anywhere: the connection is live, and an active calendar may be written to. Who has
 * just `seen` the connection says so.
 */
export async function canBook(
  { googleConnections, calendarsInUse }: Needs,
  clinicId: ClinicId,
  seen?: ConnectionStatus | 'none',
): Promise<boolean> {
  const status = seen ?? (await googleConnections.get(clinicId))?.status ?? 'none';
  return status !== 'none' && isLive(status) && (await calendarsInUse(clinicId)).some(isWritable);
}
