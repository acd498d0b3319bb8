import { calendarUse, type ChosenUse } from '../../connection/calendar-choice.ts';

/** What matters of a calendar that the clinic has chosen. */
export type ChosenCalendar = {
  readonly calendarId: string;
  /** Its name in Google. */
  readonly summary?: string;
  /** Whose it is; absent, with `roomId`, for one that counts for everybody. Never both. */
  readonly professionalId?: string;
  readonly roomId?: string;
  /** Absent: the clinic has not said it. */
  readonly chosenUse?: ChosenUse;
  readonly accessRole: string;
  readonly reachability: 'reachable' | 'not-writable' | 'unreachable';
};

/** One that was not found last time is asked about again: the answer says whether anything can be offered. */
export const isWritable = ({ accessRole, reachability, chosenUse = 'write' }: ChosenCalendar): boolean =>
  chosenUse === 'write' && reachability !== 'not-writable' && calendarUse(accessRole) === 'bookable';

/** One that the clinic wants to be written to, but Google has refused it. */
export const isRefused = ({ accessRole, reachability, chosenUse = 'write' }: ChosenCalendar): boolean =>
  chosenUse === 'write' && reachability === 'not-writable' && calendarUse(accessRole) === 'bookable';

export const isShared = ({ professionalId, roomId }: Pick<ChosenCalendar, 'professionalId' | 'roomId'>) =>
  professionalId === undefined && roomId === undefined;

/**
 * Of all calendars of one owner those that visits may be meant to be written to: the one that the clinic has chosen, or
 * else every one of which it has said nothing. With more than one nobody knows, and nothing is written.
 */
export function writeCandidates<Calendar extends ChosenCalendar>(
  calendars: readonly Calendar[],
): readonly Calendar[] {
  const chosen = calendars.filter(({ chosenUse }) => chosenUse === 'write');
  return (chosen.length > 0 ? chosen : calendars).filter(isWritable);
}
