import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { PhoneField } from '../parts/PhoneField.tsx';
import { Failure } from '../parts/states.tsx';
import { dialled, isDialled } from '../words/phones.ts';
import { held } from '../parts/held.ts';

type Props = { readonly clinicId: string; readonly onClose: () => void };

/** Opens the conversation with a phone, also of somebody who has never written. Nothing is said to them yet. */
export default function NewConversation({ clinicId, onClose }: Props) {
  const navigate = useNavigate();
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [isOdd, setOdd] = useState(false);
  const open = useMutation({
    mutationFn: () => client.openConversation({ clinicId, body: { phone: dialled(phone), ...given(name) } }),
    async onSuccess({ conversationId }) {
      onClose();
      await navigate({
        to: '/c/$clinicId/conversas/$conversationId',
        params: { clinicId, conversationId },
        search: { fila: 'todas' },
      });
    },
  });
  return (
    <Dialog title="Nova conversa" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const isPhone = isDialled(dialled(phone));
          setOdd(!isPhone);
          if (isPhone && !open.isPending) open.mutate();
        }}
      >
        <PhoneField label="WhatsApp do paciente" phone={phone} onPhone={setPhone} isOdd={isOdd} />
        <label className="field">
          <span>Nome, se souber</span>
          <input
            className="input"
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        {open.isError && <Failure error={open.error} what="A conversa não abriu." />}
        <p className="small soft">Nada é enviado ainda: você escreve a primeira mensagem na conversa.</p>
        <button type="submit" className="button main" {...held(phone.trim() === '' || open.isPending)}>
          {open.isPending ? 'Abrindo…' : 'Abrir conversa'}
        </button>
      </form>
    </Dialog>
  );
}

const given = (name: string) => (name.trim() === '' ? {} : { name: name.trim() });
