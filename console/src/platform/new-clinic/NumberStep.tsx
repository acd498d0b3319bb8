import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Clinic } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { held } from '../../parts/held.ts';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { Failure } from '../../parts/states.tsx';
import { dialled, isDialled } from '../../words/phones.ts';

type Props = { readonly clinic: Clinic; readonly onDone: () => void; readonly onLater: () => void };

export function NumberStep({ clinic: { id: clinicId }, onDone, onLater }: Props) {
  const [phone, setPhone] = useState('');
  const [phoneNumberId, setPhoneNumberId] = useState('');
  const add = useMutation({
    mutationFn: () =>
      client.registerWhatsAppNumber({
        clinicId,
        body: {
          whatsappNumber: dialled(phone),
          ...(phoneNumberId.trim() !== '' && { phoneNumberId: phoneNumberId.trim() }),
        },
      }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!add.isPending) add.mutate();
      }}
    >
      <PhoneField
        label="Número que atende os pacientes"
        phone={phone}
        onPhone={setPhone}
        example="11 3456-7890"
      />
      <label className="field">
        <span>Phone number ID da Meta (opcional)</span>
        <input
          className="input"
          inputMode="numeric"
          pattern="[0-9]{5,20}"
          value={phoneNumberId}
          onChange={({ target }) => setPhoneNumberId(target.value)}
        />
      </label>
      <p className="small soft">Sem o ID, ele é aprendido da primeira mensagem que a Meta entregar.</p>
      {add.isError && <Failure error={add.error} what="O número não foi cadastrado." />}
      <div className="dialog-foot">
        <button type="button" className="button first" {...held(add.isPending)} onClick={onLater}>
          Depois
        </button>
        <button type="submit" className="button main" {...held(!isDialled(dialled(phone)) || add.isPending)}>
          Cadastrar número
        </button>
      </div>
    </form>
  );
}
