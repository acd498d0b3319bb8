import { given } from '../given.ts';
import type { OutboundContent, PatientMessage } from '../messaging/message.ts';
import type { MessagePreference } from '../messaging/people/message-preference.ts';
import { preferenceAboutMessages } from '../messaging/people/opt-out-words.ts';
import { fitToWhatsApp } from '../messaging/whatsapp-limits.ts';
import { maySettle, withWhatWasHeard } from './heard-voice.ts';

type ReadPreference = {
  /** Absent where it was only heard: the patient is asked. */
  readonly preference?: MessagePreference;
  readonly confirmation: readonly OutboundContent[];
  /** What else was said. */
  readonly rest: readonly PatientMessage[];
};

/**
 * What the patient wants of the clinic's own messages, if one of these messages says that and nothing else. "Voltar" means
 * this only to somebody who wants none, and not as a tap on a menu. What was only heard is asked about, not obeyed.
 */
export function readMessagePreference(
  messages: readonly PatientMessage[],
  isOptedOut: boolean,
): ReadPreference | undefined {
  let optedOut = isOptedOut;
  let preference: MessagePreference | undefined;
  let heard: 'stop' | 'resume' | undefined;
  const about: PatientMessage[] = [];
  const rest = messages.filter((message) => {
    const { text, choice, sentAt } = message;
    const said = preferenceAboutMessages(text);
    if (said === undefined || (said === 'resume' && (!optedOut || choice !== undefined))) return true;
    about.push(message);
    if (!maySettle([message])) {
      heard = said;
      return false;
    }
    optedOut = said === 'stop';
    preference = { wantsMessages: !optedOut, at: sentAt, by: 'message' };
    return false;
  });
  const told = preference ? confirmMessagePreference(preference) : heard && askAboutMessages(heard);
  const confirmation = withWhatWasHeard(told ?? [], about);
  return told && { ...given({ preference }), confirmation, rest };
}

/** The title of the first button is itself a word that is obeyed. */
const askAboutMessages = (heard: 'stop' | 'resume'): readonly OutboundContent[] =>
  fitToWhatsApp(
    heard === 'stop'
      ? {
          type: 'buttons',
          body: 'Você quer parar de receber os lembretes e as outras mensagens da clínica? Toque para confirmar.',
          buttons: [
            { id: 'stop-messages', title: 'Parar mensagens' },
            { id: 'topic:menu', title: 'Continuar recebendo' },
          ],
        }
      : {
          type: 'text',
          body: 'Para voltar a receber os lembretes e as mensagens da clínica, escreva *voltar*.',
        },
  );

const confirmMessagePreference = ({ wantsMessages }: MessagePreference): readonly OutboundContent[] =>
  fitToWhatsApp({
    type: 'text',
    body: wantsMessages
      ? 'Pronto! Você volta a receber os lembretes e as mensagens da clínica. Para parar, escreva *parar*.'
      : 'Pronto! Não enviaremos mais lembretes nem outras mensagens por nossa conta. Só avisamos se uma consulta sua for cancelada ou mudar de horário. Para voltar a receber, escreva *voltar*.',
  });
