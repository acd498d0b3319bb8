import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localTime } from '../clinic/local-time.ts';
import { bookedPhrase, hourMinute } from '../patient-messages/slot-phrases.ts';
import type { Appointment } from '../scheduling/appointment.ts';

export type HandoverReason =
  | 'asked-for-human'
  | 'not-understood'
  | 'booking-request'
  | 'booking-failed'
  | 'health-question'
  | 'emergency'
  /** What was written is like an emergency, and not surely one. */
  | 'possible-emergency'
  | 'complaint'
  /** The assistant could not answer, again and again. */
  | 'assistant-failed';

export type Handover = {
  readonly reason: HandoverReason;
  /** For the clinic's team, in pt-BR; nothing about the patient's health. */
  readonly summary: string;
};

/** A time that the patient said yes to could not be booked. */
export const bookingFailedHandover: Handover = {
  reason: 'booking-failed',
  summary: 'O horário que o paciente confirmou não pôde ser marcado. Combinar outro com ele.',
};
export const assistantFailedHandover: Handover = {
  reason: 'assistant-failed',
  summary: 'O assistente não conseguiu responder. Ler a conversa e continuar com o paciente.',
};

/** Nothing of the patient's health is repeated: the team reads the conversation. */
export const possibleEmergencyHandover: Handover = {
  reason: 'possible-emergency',
  summary: 'A mensagem do paciente pode ser de uma emergência. Ler a conversa.',
};

/** The same handover, for people who look for the possible emergency first. */
export const besidePossibleEmergency = <Given extends Handover>(other: Given): Given => ({
  ...other,
  summary: `${possibleEmergencyHandover.summary} ${other.summary}`,
});

/**
 * What waits for people when one more thing does: the last word counts. But a possible emergency is louder than everything
 * except an emergency, and stays until somebody has looked.
 */
export function joinedHandover(waiting: Handover | undefined, added: Handover): Handover {
  if (waiting === undefined || added.reason === 'emergency') return added;
  const { reason } = possibleEmergencyHandover;
  if (added.reason === reason) {
    const isAsLoud = waiting.reason === 'emergency' || waiting.reason === reason;
    return isAsLoud ? waiting : { ...besidePossibleEmergency(waiting), reason };
  }
  return waiting.reason === reason ? { ...besidePossibleEmergency(added), reason } : added;
}

/**
 * Whether the assistant keeps silent until a human has answered. A request for a time only waits for the agenda: whoever
 * asks the way at night is still answered. An alarm never ends the conversation: it may be a false one, and whoever asks
 * for help must not meet silence.
 */
export function silencesAssistant(reason: HandoverReason): boolean {
  switch (reason) {
    case 'booking-request':
    case 'health-question':
    case 'emergency':
    case 'possible-emergency':
      return false;
    case 'asked-for-human':
    case 'not-understood':
    case 'booking-failed':
    case 'complaint':
    case 'assistant-failed':
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
