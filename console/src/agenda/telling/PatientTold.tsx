import { useId } from 'react';
import type { Delay } from './use-telling.ts';

type Props = {
  /** There is a conversation in which the patient can be told. */
  readonly canBeTold: boolean;
  readonly isKnown: boolean;
  readonly delay: Delay | undefined;
  readonly tells: boolean;
  readonly onChange: (tells: boolean) => void;
};

const because: Readonly<Record<Delay, string>> = {
  'never-wrote': 'Esta pessoa ainda não escreveu pelo WhatsApp: só recebe o aviso quando escrever.',
  'no-template':
    'Faz mais de 24 horas que o paciente não escreve, e não há modelo aprovado: só recebe o aviso quando escrever.',
};

/** Whether the patient is told of it, which the clinic chooses each time. */
export function PatientTold({ canBeTold, isKnown, delay, tells, onChange }: Props) {
  const reason = useId();
  if (!canBeTold)
    return <p className="small soft">Ninguém é avisado pelo WhatsApp: combine com o paciente.</p>;
  if (!isKnown) return null;
  return (
    <div>
      <label className="row-line">
        <input
          type="checkbox"
          checked={tells}
          aria-describedby={delay && reason}
          onChange={({ target }) => onChange(target.checked)}
        />
        Avisar o paciente pelo WhatsApp
      </label>
      {delay !== undefined && (
        <p id={reason} className="small soft">
          {because[delay]}
        </p>
      )}
    </div>
  );
}
