import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ChosenUse } from '../../../domain/connection/calendar-choice.ts';

/** `unreachable`: gone or not shared any more. `not-writable`: may still be read. */
type CalendarReachability = 'reachable' | 'not-writable' | 'unreachable';

export type ClinicCalendar = {
  readonly clinicId: ClinicId;
  /** Google's id, never the alias `primary`. */
  readonly calendarId: string;
  readonly summary: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly accessRole: string;
  readonly isActive: boolean;
  /** Whose calendar it is; absent, with `roomId`, for one that counts for everybody. Never both. */
  readonly professionalId?: string;
  readonly roomId?: string;
  /** Absent: nobody has said it, also for those chosen before one could. `ignore` only of inactive ones. */
  readonly chosenUse?: ChosenUse;
  readonly reachability: CalendarReachability;
  /** Google limits how much is written to it: nothing more before then. May be over. */
  readonly writesResumeAt?: Date;
};

/** What a clinic chooses; what was learnt of the calendar since stays. */
export type ChosenClinicCalendar = Omit<ClinicCalendar, 'clinicId' | 'isActive' | 'writesResumeAt'>;

/** The calendars a clinic has chosen. Contract: tests/contract/contracts/connection/clinic-calendars.contract.ts */
export interface ClinicCalendars {
  /** Active ones, in a stable order (by id). */
  active(clinicId: ClinicId): Promise<readonly ClinicCalendar[]>;
  /** All that were ever associated and not erased, active or not. */
  all(clinicId: ClinicId): Promise<readonly ClinicCalendar[]>;
  /**
   * Makes the named set the active set, without those to ignore: these and others stay, inactive. With `account` (a Google `sub`) only while the clinic is
   * connected as that. @throws ConnectionChanged when it is not.
   */
  associate(clinicId: ClinicId, calendars: readonly ChosenClinicCalendar[], account?: string): Promise<void>;
  markReachability(clinicId: ClinicId, calendarId: string, reachability: CalendarReachability): Promise<void>;
  /** Nothing is written before `until`, or before what was said earlier if that is later; `undefined`: it may be again. */
  pauseWrites(clinicId: ClinicId, calendarId: string, until: Date | undefined): Promise<void>;
  /** Erases every association of the clinic. */
  erase(clinicId: ClinicId): Promise<void>;
}
