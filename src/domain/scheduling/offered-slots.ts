import type { Appointment } from './appointment.ts';
import type { Subject } from './visits/subject.ts';
import type { TimeSlot } from './time-slot.ts';
import { given } from '../given.ts';

/** A time that may be booked now. */
export type OfferedSlot = {
  readonly slot: TimeSlot;
  readonly professionalId?: string;
  readonly roomId?: string;
  /** The calendar it would be written to. */
  readonly calendarId: string;
};

/** The answer to "when?". */
export type OfferedSlots = {
  /** Oldest first. */
  readonly slots: readonly OfferedSlot[];
  /** When the calendars were read; slots may have gone since. */
  readonly asOf: Date;
  /** Calendars that could not be read, or keep times from being offered otherwise. */
  readonly unknownCalendars: readonly UnknownCalendar[];
};

type UnknownCalendar = {
  readonly calendarId: string;
  readonly professionalId?: string;
  readonly roomId?: string;
  /**
   * Absent: it could not be read, and nothing that depends on it is offered. `not-writable`: Google refuses to write
   * to it. `unassigned`: its professional is not in the clinic's document, or nobody has said whose it is; it counts as
   * busy for everybody.
   */
  readonly why?: 'not-writable' | 'unassigned';
};

type Occasion = { readonly slot: Pick<TimeSlot, 'start'>; readonly professionalId?: string | undefined };

const minuteMs = 60_000;
const minuteOf = ({ start }: Pick<TimeSlot, 'start'>) => Math.floor(start.getTime() / minuteMs);

/** Whether it is that time with that professional, to the minute. */
export const occursAt = (time: OfferedSlot, { slot, professionalId }: Occasion): boolean =>
  minuteOf(time.slot) === minuteOf(slot) && time.professionalId === professionalId;

/** Whether some calendar that decides about the subject could not be read. */
export const isPartlyUnknown = ({ unknownCalendars }: OfferedSlots, { professional }: Subject): boolean =>
  unknownCalendars.some(
    ({ professionalId }) =>
      professional === undefined || professionalId === undefined || professionalId === professional.id,
  );

export const timeOf = ({ slot, calendarId, professionalId, roomId }: Appointment): OfferedSlot => ({
  slot,
  calendarId,
  ...given({ professionalId, roomId }),
});
