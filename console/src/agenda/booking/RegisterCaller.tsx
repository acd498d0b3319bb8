import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../client.ts';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { Failure } from '../../parts/states.tsx';
import { dialled, isDialled, phoneShown } from '../../words/phones.ts';
import type { ChosenPatient } from './chosen-patient.ts';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  /** What was looked for: a name, or a number. */
  readonly typed: string;
  readonly onRegistered: (patient: ChosenPatient) => void;
  readonly onCancel: () => void;
};

/** The name and number of somebody who phoned. A number that is known already brings its person, and makes nobody. */
export function RegisterCaller({ clinicId, typed, onRegistered, onCancel }: Props) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const isNumber = isDialled(dialled(typed));
  const [name, setName] = useState(isNumber ? '' : typed);
  const [phone, setPhone] = useState(isNumber ? typed : '');
  const [isOdd, setOdd] = useState(false);
  const register = useMutation({
    mutationFn: () =>
      client.openConversation({ clinicId, body: { phone: dialled(phone), name: name.trim() } }),
    onSuccess({ contactId, conversationId, name: known }) {
      const isOfOther = known !== undefined && known !== name.trim();
      const shown = `${known ?? name.trim()}, ${phoneShown(dialled(phone).slice(1))}`;
      onRegistered({ contactId, conversationId, name: shown, isOfOther });
    },
  });
  return (
    <form
      className="stack"
      aria-label="Cadastrar quem ligou"
      onSubmit={(event) => {
        event.preventDefault();
        const isPhone = isDialled(dialled(phone));
        setOdd(!isPhone);
        if (isPhone && !register.isPending) register.mutate();
      }}
    >
      <label className="field">
        <span>Nome de quem ligou</span>
        <input
          ref={first}
          className="input"
          required
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <PhoneField label="Telefone com DDD" phone={phone} onPhone={setPhone} isOdd={isOdd} />
      {register.isError && <Failure error={register.error} what="Não cadastrei." />}
      <div className="row-line">
        <button
          type="submit"
          className="button"
          {...held(name.trim() === '' || phone.trim() === '' || register.isPending)}
        >
          {register.isPending ? 'Cadastrando…' : 'Cadastrar'}
        </button>
        <button type="button" className="button quiet" {...held(register.isPending)} onClick={onCancel}>
          Voltar à busca
        </button>
      </div>
    </form>
  );
}
