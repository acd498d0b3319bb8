import type { TimeSlot } from './time-slot.ts';

/** A time that may be booked now. */
export type OfferedSlot = {
  readonly slot: TimeSlot;
  readonly practitionerId?: string;
  /** The calendar it would be written to. */
  readonly calendarId: string;
};

/** The answer to "when?". */
export type OfferedSlots = {
  /** Oldest first. */
  readonly slots: readonly OfferedSlot[];
  /** When the calendars were read; slots may have gone since. */
  readonly asOf: Date;
  /** Calendars that could not be read; nothing that depends on them is offered. */
  readonly unknownCalendars: readonly { readonly calendarId: string; readonly practitionerId?: string }[];
};
