import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { limitWords } from '../limits.ts';
import { PatientTold } from '../PatientTold.tsx';
import { clinicKnowledge } from '../queries.ts';
import { TimeChoice } from '../TimeChoice.tsx';
import { useTaking } from '../use-taking.ts';
import { toldWords, when, type AboutVisits } from '../visit-words.ts';
import type { ChosenPatient, PatientStep } from './chosen-patient.ts';
import { PatientChoice } from './PatientChoice.tsx';
import { held } from '../../parts/held.ts';

/** A new visit, of somebody who has written or phoned, or of nobody yet. */
export function BookDialog({ clinicId, zone, day, professionals, nameOf, onClose, onDone }: AboutVisits) {
  const knowledge = useQuery(clinicKnowledge(clinicId));
  const [serviceId, setServiceId] = useState('');
  const [patient, setPatient] = useState<ChosenPatient>();
  const [step, setStep] = useState<PatientStep>('searching');
  const [tells, setTells] = useState(true);
  const { chosen, choose, limits, failure, canTake, take } = useTaking({
    visit: [serviceId, patient?.contactId],
    take: ({ slot: { start, professionalId }, beyondLimits, idempotencyKey }) =>
      client.bookAppointment({
        body: {
          clinicId,
          serviceId,
          start,
          tellsPatient: tells,
          ...(professionalId !== undefined && { professionalId }),
          ...(patient !== undefined && {
            contactId: patient.contactId,
            conversationId: patient.conversationId,
          }),
          ...(beyondLimits !== undefined && { beyondLimits }),
        },
        idempotencyKey,
      }),
    onTaken: ({ start, patientNotice }) =>
      onDone(
        `Marcado: ${when(start, zone)}. Entra na agenda do Google em instantes.${toldWords(patientNotice, 'once-confirmed')}`,
        start,
      ),
  });
  return (
    <Dialog title="Marcar horário" onClose={onClose}>
      <label className="field">
        <span>Serviço</span>
        <select
          className="input"
          value={serviceId}
          onChange={({ target }) => {
            setServiceId(target.value);
            choose(undefined);
          }}
        >
          <option value="">Escolha</option>
          {knowledge.data?.services.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {serviceId !== '' && (
        <TimeChoice
          key={serviceId}
          clinicId={clinicId}
          serviceId={serviceId}
          professionalId={undefined}
          from={day}
          zone={zone}
          professionals={professionals}
          nameOf={nameOf}
          chosen={chosen}
          onChoose={choose}
        />
      )}
      <PatientChoice
        clinicId={clinicId}
        step={step}
        patient={patient}
        onStep={(next, chosenPatient) => {
          setStep(next);
          setPatient(chosenPatient);
        }}
      />
      {step === 'registering' ? (
        <p className="small soft">Para marcar, cadastre quem ligou ou volte à busca.</p>
      ) : (
        <PatientTold canBeTold={patient !== undefined} tells={tells} onChange={setTells} />
      )}
      {failure !== undefined && <Failure error={failure} what="Não marquei." />}
      {limits !== undefined && (
        <p className="note warn" role="alert">
          {limitWords(limits)} Um paciente não pode marcar assim; a equipe pode. Marcar mesmo assim?
        </p>
      )}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Fechar
        </button>
        <button
          type="button"
          className="button main"
          {...held(!canTake || serviceId === '' || step === 'registering')}
          onClick={take}
        >
          {limits === undefined ? 'Marcar' : 'Marcar mesmo assim'}
        </button>
      </div>
    </Dialog>
  );
}
