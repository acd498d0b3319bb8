import { Link } from '@tanstack/react-router';
import type { Clinic } from '../../../../client/atende-client.ts';

type Props = { readonly clinic: Clinic; readonly hasNumber: boolean; readonly hasOwner: boolean };

/** What is still missing before the clinic can work, each with the way there. */
export function DoneStep({ clinic, hasNumber, hasOwner }: Props) {
  const missing = [
    !hasNumber && (['whatsapp', 'Número de WhatsApp'] as const),
    !hasOwner && (['equipe', 'Quem administra'] as const),
    ['contexto', 'Contexto: o que a assistente sabe'] as const,
    ['google', 'Conta do Google, com as agendas'] as const,
  ].filter((part) => part !== false);
  return (
    <div className="stack">
      <p>Ainda falta:</p>
      <ul className="listed">
        {missing.map(([part, words]) => (
          <li key={part}>
            <Link to="/c/$clinicId/clinica/$part" params={{ clinicId: clinic.id, part }} search={{}}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
      <Link
        className="button main"
        to="/c/$clinicId/clinica/$part"
        params={{ clinicId: clinic.id, part: 'contexto' }}
        search={{}}
      >
        Abrir {clinic.name}
      </Link>
    </div>
  );
}
