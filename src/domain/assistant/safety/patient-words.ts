import { folded } from '../../language/folded-text.ts';
import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { MessageType, PatientMessage } from '../../messaging/message.ts';
import { fileWords, orderNote } from '../../messaging/messages/beside-words.ts';

/** Their text is a name that somebody gave, or stands for a call; the patient says none of it. */
const notSaid: ReadonlySet<MessageType> = new Set(['location', 'contacts', 'order', 'call']);

/**
 * What the patient says in a turn, message by message: texts, captions, file names, forms, what is written beside an
 * order, corrections. A tap is left out, and so is the typed name of a service ("Atendimento de emergência"): both are the
 * clinic's words, not a symptom. So are the words of an advertisement; and a place or a card may be called anything
 * ("Pronto-Socorro do Coração").
 */
export function patientWords(
  messages: readonly PatientMessage[],
  { services }: Pick<ClinicContext, 'services'>,
): readonly string[] {
  const names = new Set(services.map(({ name }) => folded(name)));
  return messages
    .filter(({ choice }) => choice === undefined)
    .flatMap((message) => [
      ...(notSaid.has(message.type) ? [] : [message.text]),
      ...[orderNote(message), fileWords(message)].filter(Boolean),
    ])
    .filter((text) => text.length > longestName || !names.has(folded(text)));
}

/** Longer than any name of a service. */
const longestName = 300;
