import { Link } from '@tanstack/react-router';
import { createContext, use } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { sendFailure, type FailureRemedy } from '../words/send-failure-words.ts';

type Means = {
  readonly phone: string | undefined;
  /** Puts a text where one writes; absent when WhatsApp takes none now. */
  readonly onWriteAgain?: (text: string) => void;
};

/** What can be done in the open conversation about a message that did not arrive. */
export const SendAgain = createContext<Means>({ phone: undefined });

type Props = { readonly clinicId: string; readonly message: Message };

/** Why a message did not reach the patient, and one thing to do about it. Nothing is sent again by itself. */
export function FailedSend({ clinicId, message }: Props) {
  const { cause, remedy } = sendFailure(message.errorCode);
  return (
    <>
      <p className="bubble-fault">Não foi entregue: {cause}</p>
      <div className="bubble-remedy">
        <Remedy clinicId={clinicId} remedy={remedy} text={message.text} />
      </div>
    </>
  );
}

function Remedy({ clinicId, remedy, text }: { clinicId: string; remedy: FailureRemedy; text: string }) {
  const { phone, onWriteAgain } = use(SendAgain);
  if (remedy === 'see-alerts')
    return (
      <Link className="button" to="/c/$clinicId/alertas" params={{ clinicId }}>
        Ver os alertas
      </Link>
    );
  if (remedy === 'see-templates')
    return (
      <Link className="button" to="/c/$clinicId/clinica/$part" params={{ clinicId, part: 'whatsapp' }}>
        Ver os modelos
      </Link>
    );
  if (remedy === 'write-again' && onWriteAgain !== undefined && text !== '')
    return (
      <button type="button" className="button" onClick={() => onWriteAgain(text)}>
        Escrever de novo
      </button>
    );
  if (phone === undefined) return null;
  return (
    <a className="button" href={`tel:+${phone}`}>
      Ligar para o paciente
    </a>
  );
}
