import { useEffect, useRef } from 'react';
import type { ChosenPatient } from './chosen-patient.ts';

type Props = {
  readonly patient: ChosenPatient;
  readonly onChange: () => void;
};

/** Who was registered, or was known by the number. */
export function RegisteredCaller({ patient, onChange }: Props) {
  const result = useRef<HTMLParagraphElement>(null);
  useEffect(() => result.current?.focus(), []);
  return (
    <div className="stack">
      <p ref={result} tabIndex={-1} role="status">
        Paciente: <strong>{patient.name}</strong>
      </p>
      {patient.isOfOther === true && (
        <p className="note warn">Este número já era dessa pessoa, e o nome dela continua.</p>
      )}
      <p>
        <button type="button" className="button" onClick={onChange}>
          Trocar paciente
        </button>
      </p>
    </div>
  );
}
