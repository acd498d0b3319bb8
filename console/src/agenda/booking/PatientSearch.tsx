import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from '../../client.ts';
import { nameOf, phoneShown } from '../../words/phones.ts';
import type { ChosenPatient } from './chosen-patient.ts';

type Props = {
  readonly clinicId: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly patient: ChosenPatient | undefined;
  readonly onChoose: (patient: ChosenPatient | undefined) => void;
  /** Somebody comes back to it, and goes on where they type. */
  readonly takesFocus: boolean;
};

/** Somebody whom the clinic knows, by name or phone. */
export function PatientSearch({ clinicId, search, onSearch, patient, onChoose, takesFocus }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const found = useQuery({
    queryKey: ['book-search', clinicId, search],
    queryFn: ({ signal }) => client.listConversations({ clinicId, search: search.trim(), limit: 8, signal }),
    enabled: search.trim().length >= 3,
  });
  return (
    <>
      <label className="field">
        <span>Paciente (nome ou telefone)</span>
        <input
          ref={field}
          type="search"
          className="input"
          value={search}
          onChange={({ target }) => {
            onSearch(target.value);
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
              <span>
                {nameOf(contact)}
                {contact.name !== undefined && contact.phone !== undefined && (
                  <>
                    {' '}
                    <span className="small soft number">{phoneShown(contact.phone)}</span>
                  </>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
