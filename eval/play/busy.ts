import type { TimeSlot } from '../../src/domain/scheduling/time-slot.ts';
import { local } from '../world/clinic-world.ts';

/** `2026-11-26 08:00-10:00 lara`, in the clinic's local time. */
export const allBusyOf = (
  lines: readonly string[],
): readonly { readonly calendarId: string; readonly slot: TimeSlot }[] =>
  lines.map((line) => {
    const [day = '', hours = '', calendarId = ''] = line.split(' ');
    const [from = '', to = ''] = hours.split('-');
    return { calendarId, slot: { start: local(`${day} ${from}`), end: local(`${day} ${to}`) } };
  });
