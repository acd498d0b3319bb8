import { calendarUse } from '../../connection/calendar-choice.ts';

/** What matters of a calendar that the clinic has chosen. */
export type ChosenCalendar = {
  readonly calendarId: string;
  /** Its name in Google. */
  readonly summary?: string;
  /** Absent for one that counts for everybody. */
  readonly practitionerId?: string;
  readonly accessRole: string;
  readonly reachability: 'reachable' | 'not-writable' | 'unreachable';
};

/** One that was not found last time is asked about again: the answer says whether anything can be offered. */
export const isWritable = ({ accessRole, reachability }: ChosenCalendar): boolean =>
  reachability !== 'not-writable' && calendarUse(accessRole) === 'bookable';

/** One that the clinic may think it can book, but Google has refused to write to. */
export const isRefused = ({ accessRole, reachability }: ChosenCalendar): boolean =>
  reachability === 'not-writable' && calendarUse(accessRole) === 'bookable';
