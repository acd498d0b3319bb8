import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { limitWords } from '../limits.ts';
import { clinicKnowledge } from '../queries.ts';
import { PatientTold } from '../telling/PatientTold.tsx';
import { useTelling } from '../telling/use-telling.ts';
import { TimeChoice } from '../TimeChoice.tsx';
import { useTaking } from '../use-taking.ts';
import { dayOf } from '../../words/times.ts';
import { toldWords, when, type AboutVisits, type Slot } from '../visit-words.ts';
import type { ChosenPatient, PatientStep } from './chosen-patient.ts';
import { PatientChoice } from './PatientChoice.tsx';
import { held } from '../../parts/held.ts';

type Props = AboutVisits & {
  /** The time that was pointed at. */
  readonly first?: Slot | undefined;
};

/** A new visit, of somebody who has written or phoned, or of nobody yet. */
export function BookDialog({ first, ...about }: Props) {
  const { clinicId, zone, day, professionals, nameOf, onClose, onDone } = about;
  const knowledge = useQuery(clinicKnowledge(clinicId));
  const [serviceId, setServiceId] = useState('');
  const [patient, setPatient] = useState<ChosenPatient>();
  const [step, setStep] = useState<PatientStep>('searching');
  const telling = useTelling({
    clinicId,
    conversationId: patient?.conversationId,
    purpose: 'confirmation',
  });
  const { chosen, choose, limits, failure, canTake, take } = useTaking({
    first,
    visit: [serviceId, patient?.contactId],
    take: ({ slot: { start, professionalId }, beyondLimits, idempotencyKey }) =>
      client.bookAppointment({
        body: {
          clinicId,
          serviceId,
          start,
          tellsPatient: telling.tells,
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
      {serviceId === '' && first !== undefined && (
        <p>
          <strong>{when(first.start, zone)}</strong>, {nameOf(first.professionalId)}
        </p>
      )}
      <label className="field">
        <span>Serviço</span>
        <select
          className="input"
          value={serviceId}
          onChange={({ target }) => {
            setServiceId(target.value);
            choose(first);
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
          from={first === undefined ? day : dayOf(first.start, zone)}
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
      {step === 'registering' && (
        <p className="small soft">Para marcar, cadastre quem ligou ou volte à busca.</p>
      )}
      {patient !== undefined && <PatientTold canBeTold {...telling} />}
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
          {...held(!canTake || !telling.isKnown || serviceId === '' || step === 'registering')}
          onClick={take}
        >
          {limits === undefined ? 'Marcar' : 'Marcar mesmo assim'}
        </button>
      </div>
    </Dialog>
  );
}
