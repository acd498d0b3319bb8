import { localTime, plusDays } from '../../src/domain/clinic/local-time.ts';

/**
 * The day that the clocks of the demo clinic show, so many days on: in the evening of Brasília the day of UTC is
 * already the next one.
 */
export const clinicDay = (daysAhead = 0): string =>
  plusDays(localTime('America/Sao_Paulo', new Date()).date, daysAhead);

/** Today and so many days more, as the routes of times and of the agenda take them. */
export const nextDays = (days: number) => ({ from: clinicDay(), to: clinicDay(days) });
