import type { ClinicContext } from '../../src/domain/clinic/clinic-context.ts';
import type { Appointment } from '../../src/domain/scheduling/appointment.ts';
import type { TimeSlot } from '../../src/domain/scheduling/time-slot.ts';
import { plain } from './words.ts';

/** How things stood when something was said: taken from the book and the calendars, not from what the turn says of itself. */
export type Truth = {
  readonly context: ClinicContext;
  readonly now: Date;
  readonly patientWords: readonly string[];
  readonly patientName: string | undefined;
  /** The patient's own, before the turn and after it. */
  readonly before: readonly Appointment[];
  readonly after: readonly Appointment[];
  /** Events of each professional's calendar. */
  readonly busy: ReadonlyMap<string, readonly TimeSlot[]>;
  /** People were called, now or earlier: the conversation is theirs, or an alert is open. */
  readonly peopleKnow: boolean;
};

const known = new WeakMap<ClinicContext, readonly string[]>();

/** Every text of the clinic's context, plain, with the name of what it belongs to in front of it. */
export function textsOf(context: ClinicContext): readonly string[] {
  let texts = known.get(context);
  if (texts === undefined) {
    known.set(context, (texts = textsIn({ ...context, unread: undefined }, '')));
  }
  return texts;
}

function textsIn(value: unknown, owner: string): readonly string[] {
  if (typeof value === 'string') return [`${owner} ${plain(value)}`.trim()];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsIn(item, owner));
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Readonly<Record<string, unknown>>;
  const name = record['name'] ?? record['topic'] ?? record['kind'];
  const inside = typeof name === 'string' ? plain(name) : owner;
  return Object.values(record).flatMap((item) => textsIn(item, inside));
}

/** `2026-11-26` and minutes after midnight in the clinic's zone. */
export function localOf(timeZone: string, moment: Date): { readonly date: string; readonly minutes: number } {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment);
  const [date = '', time = ''] = text.split(' ');
  return { date, minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) };
}

export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** From Sunday, 0. */
export const weekdayOfDate = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay();
