import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localDate, type LocalDate } from '../clinic/local-time.ts';
import type { Professional } from '../clinic/professional.ts';
import { appointmentId, type AppointmentId } from '../scheduling/appointment.ts';
import type { Subject } from '../scheduling/visits/subject.ts';
import type { Period, WantedTime } from '../scheduling/wanted-time.ts';
import { readWanted, wantedText } from './wanted-text.ts';
import { given } from '../given.ts';

/** What is done to one appointment. `attend`: the patient will come. `sure` ends it, `keep` leaves it as it is. */
export type AppointmentAct =
  'attend' | 'confirm' | 'other' | 'release' | 'show' | 'move' | 'cancel' | 'sure' | 'keep';

/** A tap on something of the agenda. */
export type AgendaTap =
  | { readonly act: 'slot' | 'more'; readonly subject: Subject; readonly at: Date }
  | { readonly act: 'on'; readonly subject: Subject; readonly day: LocalDate; readonly period: Period }
  | { readonly act: 'wanted'; readonly subject: Subject; readonly when: WantedTime }
  | { readonly act: 'soon' | 'days'; readonly subject: Subject }
  | { readonly act: AppointmentAct; readonly appointmentId: AppointmentId }
  | { readonly act: 'anyone' }
  | { readonly act: 'patient' | 'new-patient'; readonly professional: Professional }
  | { readonly act: 'mine' };

const acts: readonly string[] = [
  'attend',
  'confirm',
  'other',
  'release',
  'show',
  'move',
  'cancel',
  'sure',
  'keep',
] satisfies readonly AppointmentAct[];
const periods: readonly string[] = ['morning', 'afternoon', 'evening'] satisfies readonly Period[];

/** `slot:<service>:<professional>:<ISO 8601 minute, UTC>`, and the appointment that it would move. */
export const slotChoice = (subject: Subject, professionalId: string | undefined, start: Date): string =>
  joined('slot', keyOf(subject.service.id), keyOf(professionalId ?? ''), minuteText(start), subject.moving);

/** The times after this one. */
export const moreChoice = (subject: Subject, after: Date): string =>
  joined('more', ...subjectKeys(subject), minuteText(after), subject.moving);

export const dayChoice = (subject: Subject, day: LocalDate, period: Period): string =>
  joined('on', ...subjectKeys(subject), `${day}.${period}`, subject.moving);

/** Times around one that was asked for in words. */
export const wantedChoice = (subject: Subject, when: WantedTime): string =>
  joined('wanted', ...subjectKeys(subject), wantedText(when), subject.moving);

export const subjectChoice = (act: 'soon' | 'days', subject: Subject): string =>
  joined(act, ...subjectKeys(subject), '', subject.moving);

export const appointmentChoice = (act: AppointmentAct, id: AppointmentId): string => `${act}:${id}`;

export const patientChoice = (act: 'patient' | 'new-patient', { id }: Professional): string =>
  `${act}:${keyOf(id)}`;

/**
 * Ids are untrusted and outlive what they name. `undefined` when they name nothing that this clinic has now; whose an
 * appointment is, and whether a time is free, is for the agenda to say.
 */
export function agendaTap(id: string, context: ClinicContext): AgendaTap | undefined {
  const [act = '', ...parts] = id.split(':');
  if (acts.includes(act)) {
    const appointment = parts.length === 1 ? uuid(parts[0]) : undefined;
    return appointment && { act: act as AppointmentAct, appointmentId: appointment };
  }
  if (act === 'anyone' || act === 'mine') return parts.length === 0 ? { act } : undefined;
  if (act === 'patient' || act === 'new-patient') {
    const professional = context.professionals.find((known) => keyOf(known.id) === parts[0]);
    return professional && { act, professional };
  }
  const subject = subjectIn(parts, context);
  const at = minuteIn(parts[2] ?? '');
  if (subject === undefined) return undefined;
  switch (act) {
    case 'slot':
    case 'more':
      return at && { act, subject, at };
    case 'soon':
    case 'days':
      return { act, subject };
    case 'on':
      return dayIn(parts[2] ?? '', subject);
    case 'wanted': {
      const when = readWanted(parts[2] ?? '');
      return when && { act, subject, when };
    }
    default:
      return undefined;
  }
}

/** The appointment that is in question when a list of times for a move is tapped. */
export const movedBy = (tap: AgendaTap | undefined): AppointmentId | undefined =>
  tap && 'subject' in tap ? tap.subject.moving : undefined;

function subjectIn(
  [service, professional, , moving]: readonly string[],
  { services, professionals }: ClinicContext,
): Subject | undefined {
  const found = services.find(({ id }) => keyOf(id) === service);
  const who = professionals.find(({ id }) => keyOf(id) === professional);
  const moved = moving === undefined ? undefined : uuid(moving);
  if (found === undefined || (professional !== '' && who === undefined)) return undefined;
  if (moving !== undefined && moved === undefined) return undefined;
  return { service: found, ...given({ professional: who }), ...(moved && { moving: moved }) };
}

function dayIn(text: string, subject: Subject): AgendaTap | undefined {
  const [written = '', period = ''] = text.split('.');
  const [year, month, dayOfMonth] = written.split('-').map(Number);
  const day = localDate(year ?? 0, month ?? 0, dayOfMonth ?? 0);
  return day && periods.includes(period) ? { act: 'on', subject, day, period: period as Period } : undefined;
}

const subjectKeys = ({ service, professional }: Subject) => [
  keyOf(service.id),
  keyOf(professional?.id ?? ''),
];

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(':');

/** `20261203T1430Z`: ISO 8601 in its basic form, which has no colons. */
export const minuteText = (at: Date): string => `${at.toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;

function minuteIn(text: string): Date | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute] = found;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  // 31 February is no minute, though `Date` would take it for one of March.
  return !Number.isNaN(at.getTime()) && minuteText(at) === text ? at : undefined;
}

const uuid = (text = ''): AppointmentId | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? appointmentId(text) : undefined;

/** Clinics choose their own ids: what is long or would break ours goes by its FNV-1a hash. */
function keyOf(id: string): string {
  if (/^[\w.-]{0,40}$/.test(id)) return id;
  let hash = 0x811c9dc5;
  for (const unit of id) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `~${hash.toString(16)}`;
}
