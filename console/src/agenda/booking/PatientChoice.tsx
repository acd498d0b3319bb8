import { useState } from 'react';
import type { ChosenPatient, PatientStep } from './chosen-patient.ts';
import { PatientSearch } from './PatientSearch.tsx';
import { RegisterCaller } from './RegisterCaller.tsx';
import { RegisteredCaller } from './RegisteredCaller.tsx';

type Props = {
  readonly clinicId: string;
  readonly step: PatientStep;
  readonly patient: ChosenPatient | undefined;
  readonly onStep: (step: PatientStep, patient: ChosenPatient | undefined) => void;
};

/** Somebody whom the clinic knows, or who has only phoned and is registered now. */
export function PatientChoice({ clinicId, step, patient, onStep }: Props) {
  const [search, setSearch] = useState('');
  const [hasMoved, setMoved] = useState(false);
  const searchAgain = () => onStep('searching', undefined);
  if (step === 'registering')
    return (
      <RegisterCaller
        clinicId={clinicId}
        typed={search.trim()}
        onRegistered={(registered) => onStep('registered', registered)}
        onCancel={searchAgain}
      />
    );
  if (step === 'registered' && patient !== undefined)
    return <RegisteredCaller patient={patient} onChange={searchAgain} />;
  return (
    <>
      <PatientSearch
        clinicId={clinicId}
        search={search}
        onSearch={setSearch}
        patient={patient}
        onChoose={(chosen) => onStep('searching', chosen)}
        takesFocus={hasMoved}
      />
      <p>
        <button
          type="button"
          className="button"
          onClick={() => {
            setMoved(true);
            // who is being registered is not who was chosen before
            onStep('registering', undefined);
          }}
        >
          Cadastrar quem ligou
        </button>
      </p>
    </>
  );
}
