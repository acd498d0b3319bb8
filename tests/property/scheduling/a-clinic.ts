import type { ClosedRange } from '../../../src/domain/clinic/hours/closed-range.ts';
import type { OpenInterval } from '../../../src/domain/clinic/hours/open-interval.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';

/** A clinic with its people, calendars and book, and somebody who asks for free times. */
export type AnyClinic = {
  readonly timeZone: string;
  readonly now: Date;
  readonly week: Week | undefined;
  readonly holidays: readonly { readonly date: string; readonly intervals: readonly OpenInterval[] }[];
  readonly closures: readonly ClosedRange[];
  readonly publicHolidays: PublicHolidays | undefined;
  readonly professionals: readonly AnyProfessional[];
  readonly service: {
    readonly names: readonly string[];
    readonly minutes: number | undefined;
    readonly rules: OwnRules;
    /** Of this service, with each professional alone. */
    readonly each: Limits;
  };
  readonly stepMinutes: number | undefined;
  readonly buffers: Buffers;
  readonly noticeMinutes: number;
  readonly horizonDays: number;
  /** Of all visits; `each`: of each professional alone. */
  readonly limits: Limits & { readonly each: Limits };
  /** Any of which the service takes, beside who does it; without calendars of their own. */
  readonly rooms: readonly string[];
  readonly calendars: readonly AnyCalendar[];
  readonly visits: readonly AnyVisit[];
  readonly asked: {
    readonly professionalId: string | undefined;
    /** Instants, or days from the first to the last. */
    readonly window: TimeSlot | readonly [string, string];
    /** A confirmed visit is to be moved, if there is one. */
    readonly moving: number | undefined;
    readonly fresh: boolean;
    readonly limit: number | undefined;
  };
};
export type Week = readonly (readonly OpenInterval[])[];
type Limits = { readonly day: number | undefined; readonly week: number | undefined };
type PublicHolidays = { readonly state: string | undefined; readonly optional: boolean };
/** What a service or a professional says, instead of the clinic. */
export type OwnRules = Limits & {
  readonly step: number | undefined;
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly notice: number | undefined;
  readonly horizon: number | undefined;
};
type Buffers = { readonly before: number; readonly after: number };
export type AnyProfessional = {
  readonly id: string;
  readonly isOff: boolean;
  readonly week: Week | undefined;
  readonly minutes: number | undefined;
  readonly rules: OwnRules;
  readonly absences: readonly ClosedRange[];
};
export type AnyCalendar = {
  readonly calendarId: string;
  /** `gone` is in nobody's document. */
  readonly owner: string | undefined;
  readonly use: 'bookable' | 'busy-only' | 'refused';
  readonly answer: 'known' | 'silent' | 'removed';
  readonly events: readonly (TimeSlot & { readonly isTransparent: boolean })[];
  readonly timeZone: string;
  /** From the first day to the one before the second. */
  readonly wholeDays: readonly (readonly [string, string])[];
};
/** Of our own book. */
export type AnyVisit = {
  readonly serviceId: string;
  readonly calendarId: string;
  readonly professionalId: string | undefined;
  readonly roomId: string | undefined;
  readonly slot: TimeSlot;
  readonly buffers: Buffers;
  readonly state: 'held' | 'confirmed' | 'cancelled' | 'failed';
};
