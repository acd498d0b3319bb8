import type { Agenda, PatientNotice } from '../../../client/atende-client.ts';
import { nameOf as patientName } from '../words/phones.ts';
import { clockTime, dayOf, longDay } from '../words/times.ts';
import type { Visit } from './layout.ts';

/** A time that somebody has chosen. */
export type Slot = { readonly start: string; readonly professionalId?: string | undefined };

/** What every dialog about a visit is given. */
export type AboutVisits = {
  readonly clinicId: string;
  readonly zone: string;
  /** The day on the screen. */
  readonly day: string;
  readonly professionals: Agenda['professionals'];
  readonly nameOf: (professionalId: string | undefined) => string;
  readonly onClose: () => void;
  /** Something has changed: what, and the instant whose day is worth seeing now. */
  readonly onDone: (words: string, start?: string) => void;
};

/** `segunda-feira, 30 de novembro, 14:30` */
export const when = (instant: string, zone: string): string =>
  `${longDay(dayOf(instant, zone))}, ${clockTime(instant, zone)}`;

export const who = ({ patient }: Visit): string =>
  patient === undefined ? 'sem paciente' : patientName(patient);

/** Whether there is a conversation in which the patient can be told. */
export const canBeTold = ({ conversationId }: Visit): boolean => conversationId !== undefined;

const untold: Readonly<Record<NonNullable<PatientNotice['because']>, string>> = {
  'no-conversation': ' Ninguém é avisado pelo WhatsApp: combine com o paciente.',
  'opted-out': ' O paciente não quer mensagens e não é avisado: combine com ele.',
  'not-wanted': ' O paciente não é avisado pelo WhatsApp.',
  known: '',
};

/** How the patient hears of what was done, as the server foresees it; put after what was done. */
export function toldWords({ how, because }: PatientNotice, at: 'now' | 'once-confirmed'): string {
  if (how === 'none') return untold[because ?? 'not-wanted'];
  if (how === 'when-patient-writes')
    return ' Ainda não dá para avisar o paciente: ele só recebe o aviso quando escrever. Combine com ele de outro jeito.';
  return at === 'now'
    ? ' O paciente é avisado pelo WhatsApp.'
    : ' O paciente é avisado pelo WhatsApp depois dessa confirmação.';
}
