import type { ChannelRow } from '../connection/google-rows.ts';
import type { MemoryDatabase } from '../database.ts';

/** Channels go with the association of their calendar. */
export function channelRows({ google }: MemoryDatabase): readonly ChannelRow[] {
  for (const [id, { clinicId, calendarId }] of google.channels)
    if (google.calendars.get(clinicId)?.has(calendarId) !== true) google.channels.delete(id);
  return [...google.channels.values()];
}
