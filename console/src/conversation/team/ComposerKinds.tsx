import type { ReactNode } from 'react';
import './team.css';

export type ComposerKind = 'message' | 'note';

type Props = {
  readonly kind: ComposerKind;
  readonly onKind: (kind: ComposerKind) => void;
  /** Beside them. */
  readonly children?: ReactNode;
};

const kinds = [
  ['message', 'Mensagem'],
  ['note', 'Nota'],
] as const;

/** What is written: to the patient, or for the team. */
export function ComposerKinds({ kind, onKind, children }: Props) {
  return (
    <div className="composer-kinds" data-kind={kind}>
      <div role="group" aria-label="O que escrever">
        {kinds.map(([id, words]) => (
          <button
            key={id}
            type="button"
            className="composer-kind"
            aria-pressed={id === kind}
            title={id === 'note' ? 'Só a equipe vê (n)' : 'Vai para o paciente (r)'}
            onClick={() => onKind(id)}
          >
            {words}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
