import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { nameOf } from '../../words/phones.ts';
import type { ChosenPatient } from './chosen-patient.ts';
import { RegisterCaller } from './RegisterCaller.tsx';

type Props = {
  readonly clinicId: string;
  readonly patient: ChosenPatient | undefined;
  readonly onChoose: (patient: ChosenPatient | undefined) => void;
};

/** Somebody whom the clinic knows, or who has only phoned and is registered now. */
export function PatientChoice({ clinicId, patient, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const [doing, setDoing] = useState<'searching' | 'registering' | 'registered'>('searching');
  const found = useQuery({
    queryKey: ['book-search', clinicId, search],
    queryFn: ({ signal }) => client.listConversations({ clinicId, search: search.trim(), limit: 8, signal }),
    enabled: search.trim().length >= 3,
  });
  if (doing === 'registering')
    return (
      <RegisterCaller
        clinicId={clinicId}
        typed={search.trim()}
        onRegistered={(registered) => {
          onChoose(registered);
          setDoing('registered');
        }}
        onCancel={() => setDoing('searching')}
      />
    );
  if (doing === 'registered' && patient !== undefined)
    return (
      <div className="stack">
        <p role="status">
          Paciente: <strong>{patient.name}</strong>
        </p>
        {patient.isOfOther === true && (
          <p className="note warn">Este número já era dessa pessoa, e o nome dela continua.</p>
        )}
        <p>
          <button
            type="button"
            className="button"
            onClick={() => {
              onChoose(undefined);
              setDoing('searching');
            }}
          >
            Trocar paciente
          </button>
        </p>
      </div>
    );
  return (
    <>
      <label className="field">
        <span>Paciente (nome ou telefone)</span>
        <input
          type="search"
          className="input"
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            onChoose(undefined);
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
                checked={patient?.conversationId === id}
                onChange={() =>
                  onChoose({ contactId: contact.id, conversationId: id, name: nameOf(contact) })
                }
              />
              {nameOf(contact)}
            </label>
          ))}
        </fieldset>
      )}
      <p>
        <button type="button" className="button" onClick={() => setDoing('registering')}>
          Cadastrar quem ligou
        </button>
      </p>
    </>
  );
}
