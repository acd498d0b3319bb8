import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localTime } from '../clinic/local-time.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import { clipped } from '../language/text-length.ts';
import { dayMonth, weekdayName } from '../language/phrasing.ts';

const shortDays = new Map([
  ['domingo', 'dom'],
  ['segunda-feira', 'seg'],
  ['terça-feira', 'ter'],
  ['quarta-feira', 'qua'],
  ['quinta-feira', 'qui'],
  ['sexta-feira', 'sex'],
  ['sábado', 'sáb'],
]);

/** `14:30` */
export const hourMinute = (minutes: number): string =>
  `${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const at = (minutes: number) => `${minutes >= 60 && minutes < 120 ? 'à' : 'às'} ${hourMinute(minutes)}`;

/** `qui 03/12 às 14:30`: fits the title of a row. */
export function slotTitle(start: Date, timeZone: string): string {
  const { date, minutes } = localTime(timeZone, start);
  return `${shortDays.get(weekdayName(date)) ?? ''} ${dayMonth(date)} ${at(minutes)}`;
}

/** `quinta-feira, 03/12, às 14:30` */
export function slotPhrase(start: Date, timeZone: string): string {
  const { date, minutes } = localTime(timeZone, start);
  return `${weekdayName(date)}, ${dayMonth(date)}, ${at(minutes)}`;
}

/** Names are the clinic's own words, of any length; these sentences must fit beside buttons. */
const longestName = 120;

export type Booked = Pick<Appointment, 'serviceName' | 'professionalId' | 'slot'>;

/** `*Consulta* com Dra. Lia`; a professional who has left the clinic is not named. */
export function whatPhrase(
  { serviceName, professionalId }: Booked,
  { professionals }: ClinicContext,
): string {
  const who = professionals.find(({ id }) => id === professionalId);
  const service = `*${clipped(serviceName, longestName)}*`;
  return who === undefined ? service : `${service} com ${clipped(who.name, longestName)}`;
}

/** `*Consulta* com Dra. Lia, quinta-feira, 03/12, às 14:30` */
export const bookedPhrase = (booked: Booked, context: ClinicContext): string =>
  `${whatPhrase(booked, context)}, ${slotPhrase(booked.slot.start, context.timeZone)}`;
