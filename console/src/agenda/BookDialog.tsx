import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Failure } from '../parts/states.tsx';
import { nameOf as patientName } from '../words/phones.ts';
import { limitWords } from './limits.ts';
import { PatientTold } from './PatientTold.tsx';
import { clinicKnowledge } from './queries.ts';
import { TimeChoice } from './TimeChoice.tsx';
import { useTaking } from './use-taking.ts';
import { toldWords, when, type AboutVisits } from './visit-words.ts';

/** A new visit, of somebody who has written to the clinic or of nobody yet. */
export function BookDialog({ clinicId, zone, day, professionals, nameOf, onClose, onDone }: AboutVisits) {
  const knowledge = useQuery(clinicKnowledge(clinicId));
  const [serviceId, setServiceId] = useState('');
  const [search, setSearch] = useState('');
  const [conversationId, setConversationId] = useState('');
  const [tells, setTells] = useState(true);
  const found = useQuery({
    queryKey: ['book-search', clinicId, search],
    queryFn: ({ signal }) => client.listConversations({ clinicId, search: search.trim(), limit: 8, signal }),
    enabled: search.trim().length >= 3,
  });
  const patient = found.data?.items.find(({ id }) => id === conversationId);
  const { chosen, choose, limits, failure, canTake, take } = useTaking(
    undefined,
    ({ slot: { start, professionalId }, beyondLimits, idempotencyKey }) =>
      client.bookAppointment({
        body: {
          clinicId,
          serviceId,
          start,
          tellsPatient: tells,
          ...(professionalId !== undefined && { professionalId }),
          ...(patient !== undefined && { contactId: patient.contact.id, conversationId: patient.id }),
          ...(beyondLimits !== undefined && { beyondLimits }),
        },
        idempotencyKey,
      }),
    ({ start, patientNotice }) =>
      onDone(
        `Marcado: ${when(start, zone)}. Entra na agenda do Google em instantes.${toldWords(patientNotice, 'once-confirmed')}`,
        start,
      ),
  );
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
      <label className="field">
        <span>Paciente (nome ou telefone de quem já escreveu)</span>
        <input
          type="search"
          className="input"
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            setConversationId('');
          }}
        />
      </label>
      {found.data !== undefined && (
        <fieldset className="choice">
          <legend className="spoken">Paciente</legend>
          {found.data.items.length === 0 && <p className="small soft">Ninguém encontrado.</p>}
          {found.data.items.map(({ id, contact }) => (
            <label key={id} className="row-line">
              <input
                type="radio"
                name="patient"
                checked={conversationId === id}
                onChange={() => setConversationId(id)}
              />
              {patientName(contact)}
            </label>
          ))}
        </fieldset>
      )}
      <PatientTold canBeTold={patient !== undefined} tells={tells} onChange={setTells} />
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
        <button type="button" className="button main" disabled={!canTake || serviceId === ''} onClick={take}>
          {limits === undefined ? 'Marcar' : 'Marcar mesmo assim'}
        </button>
      </div>
    </Dialog>
  );
}
