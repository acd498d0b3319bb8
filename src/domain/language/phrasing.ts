import { folded } from './folded-text.ts';
import { daysBetween, weekdayOf, type LocalDate } from '../clinic/local-time.ts';
import type { OpenInterval } from '../clinic/hours/open-interval.ts';
import type { Opening } from '../clinic/opening-hours.ts';

const grouped = new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 0 });

/** `R$ 1.280,00` */
export const money = (cents: number): string => {
  return `R$ ${grouped.format(Math.trunc(cents / 100))},${String(cents % 100).padStart(2, '0')}`;
};

/** `08h`, `08h30`, `0h` for the end of a day. */
export function clock(minutes: number): string {
  const [hour, minute] = [Math.trunc(minutes / 60) % 24, minutes % 60];
  const hours = hour === 0 ? '0' : String(hour).padStart(2, '0');
  return minute === 0 ? `${hours}h` : `${hours}h${String(minute).padStart(2, '0')}`;
}

/** `30 minutos`, `1 hora`, `1h30` */
export function duration(minutes: number): string {
  if (minutes === 1_440) return '24 horas';
  if (minutes < 60) return counted(minutes, 'minuto', 'minutos');
  if (minutes % 1_440 === 0) return counted(minutes / 1_440, 'dia', 'dias');
  return minutes % 60 === 0 ? counted(minutes / 60, 'hora', 'horas') : clockless(minutes);
}

const clockless = (minutes: number) => `${Math.trunc(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** `a`, `a e b`, `a, b e c` */
export const listed = (items: readonly string[], and = 'e'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1) ?? ''}`;

export const bullets = (lines: readonly string[]): string => lines.map((line) => `• ${line}`).join('\n');

export const paragraphs = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n\n');

export const lines = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n');

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Ends a sentence that the clinic wrote without a full stop. */
export const sentence = (text: string): string =>
  /[.!?…:)]$|\p{Extended_Pictographic}$/u.test(text) ? text : `${text}.`;

const weekdays = [
  'domingo',
  'segunda-feira',
  'terça-feira',
  'quarta-feira',
  'quinta-feira',
  'sexta-feira',
  'sábado',
];

export const weekdayName = (date: LocalDate): string => weekdays[weekdayOf(date)] ?? '';
export const weekdayNames = weekdays;

/** `26/11` */
export const dayMonth = (date: LocalDate): string => `${date.slice(8)}/${date.slice(5, 7)}`;

/** `hoje`, `amanhã (quarta-feira)`, `quinta-feira (26/11)` */
export function dayPhrase(date: LocalDate, today: LocalDate): string {
  const ahead = daysBetween(today, date);
  if (ahead === 0) return 'hoje';
  return ahead === 1 ? `amanhã (${weekdayName(date)})` : `${weekdayName(date)} (${dayMonth(date)})`;
}

/** `amanhã (quarta-feira) às 08h`, `hoje à 1h` */
export const openingPhrase = ({ date, minutes }: Opening, today: LocalDate): string =>
  `${dayPhrase(date, today)} ${atClock(minutes)}`;

export const atClock = (minutes: number): string =>
  `${Math.trunc(minutes / 60) % 24 === 1 || minutes % 1_440 === 0 ? 'à' : 'às'} ${clock(minutes)}`;

/** `08h às 12h e 13h às 18h`, `24 horas` */
export const intervalsPhrase = (intervals: readonly OpenInterval[]): string =>
  listed(
    intervals.map(({ opens, closes }) =>
      closes - opens >= 1_440 ? '24 horas' : `${clock(opens)} ${atClock(closes)}`,
    ),
  );

const feminine = new Set(['clinica', 'policlinica', 'casa', 'unidade', 'maternidade', 'fundacao', 'santa']);
const masculine = new Set(
  'instituto centro consultorio hospital espaco laboratorio nucleo grupo ambulatorio studio'.split(' '),
);

/** `da Clínica Flor`, `do Instituto Flor`, `de Flor` */
export function ofClinic(name: string): string {
  const [first = ''] = folded(name).split(' ');
  return `${feminine.has(first) ? 'da' : masculine.has(first) ? 'do' : 'de'} ${name}`;
}
