import type { ClinicId } from '../../domain/clinic/clinic.ts';

/** `unreachable`: gone or not shared any more. `not-writable`: may still be read. */
export type CalendarReachability = 'reachable' | 'not-writable' | 'unreachable';

export type ClinicCalendar = {
  readonly clinicId: ClinicId;
  /** Google's id, never the alias `primary`. */
  readonly calendarId: string;
  readonly summary: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly accessRole: string;
  readonly isActive: boolean;
  /** Whose calendar it is; absent for one that counts for everybody. */
  readonly practitionerId?: string;
  readonly reachability: CalendarReachability;
};

/** The calendars a clinic has chosen. Contract: tests/contract/clinic-calendars.contract.ts */
export interface ClinicCalendars {
  /** Active ones, in a stable order (by id). */
  active(clinicId: ClinicId): Promise<readonly ClinicCalendar[]>;
  /** All that were ever associated and not erased, active or not. */
  all(clinicId: ClinicId): Promise<readonly ClinicCalendar[]>;
  /**
   * Makes the named set the active set: others stay, inactive. With `account` (a Google `sub`) only while the clinic is
   * connected as that. @throws ConnectionChanged when it is not.
   */
  associate(
    clinicId: ClinicId,
    calendars: readonly Omit<ClinicCalendar, 'clinicId' | 'isActive'>[],
    account?: string,
  ): Promise<void>;
  markReachability(clinicId: ClinicId, calendarId: string, reachability: CalendarReachability): Promise<void>;
  /** Erases every association of the clinic. */
  erase(clinicId: ClinicId): Promise<void>;
}
