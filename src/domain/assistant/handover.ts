import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localTime } from '../clinic/local-time.ts';
import { bookedPhrase, hourMinute } from '../patient-messages/slot-phrases.ts';
import type { Appointment } from '../scheduling/appointment.ts';

export type HandoverReason =
  'asked-for-human' | 'not-understood' | 'booking-request' | 'emergency' | 'complaint';

export type Handover = {
  readonly reason: HandoverReason;
  /** For the clinic's team, in pt-BR; nothing about the patient's health. */
  readonly summary: string;
};

/**
 * Whether the assistant keeps silent until a human has answered. A request for a time only waits for the agenda: whoever
 * asks the way at night is still answered.
 */
export function silencesAssistant(reason: HandoverReason): boolean {
  switch (reason) {
    case 'booking-request':
      return false;
    case 'asked-for-human':
    case 'not-understood':
    case 'emergency':
    case 'complaint':
      return true;
  }
}

/** Whether a held time is kept for who goes on. An emergency waits for nothing: what was held runs out. */
export const keepsHold = (reason: HandoverReason): boolean =>
  reason !== 'emergency' && silencesAssistant(reason);

/** Tells the team what is held, and until when. */
export function withHeldTime(handover: Handover, held: Appointment, context: ClinicContext): Handover {
  const what = bookedPhrase(held, context).replaceAll('*', '');
  const until = holdEnd(held, context);
  const note = `Há um horário reservado até ${until}, que o paciente ainda não confirmou: ${what}.`;
  return { ...handover, summary: `${handover.summary} ${note}` };
}

/** `14:30` */
export const holdEnd = ({ holdExpiresAt, createdAt }: Appointment, { timeZone }: ClinicContext): string =>
  hourMinute(localTime(timeZone, holdExpiresAt ?? createdAt).minutes);
