import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { client } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import { ConnectByMeta } from './ConnectByMeta.tsx';
import { Outcome } from './Outcome.tsx';
import { held } from '../../parts/held.ts';

const fields = [
  { name: 'wabaId', label: 'ID da conta do WhatsApp', pattern: '[0-9]{1,32}', isSecret: false, needed: true },
  { name: 'phoneNumberId', label: 'ID do número', pattern: '[0-9]{1,32}', isSecret: false, needed: true },
  { name: 'accessToken', label: 'Token de acesso', pattern: '\\S{8,2048}', isSecret: true, needed: true },
  {
    ...{ name: 'pin', label: 'PIN de seis dígitos, se o número já tem um' },
    ...{ pattern: '[0-9]{6}', isSecret: true, needed: false },
  },
  {
    ...{ name: 'appSecret', label: 'App secret, só se o aplicativo na Meta é da própria clínica' },
    ...{ pattern: '\\S{8,2048}', isSecret: true, needed: false },
  },
] as const;

/** A number comes in by a token that somebody has made at Meta. */
export function ConnectNumber({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const connect = useMutation({
    mutationFn: (given: Readonly<Record<string, string>>) =>
      client.onboardWhatsAppNumber({ clinicId, body: given as never }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['whatsapp-numbers', clinicId] }),
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = fields.flatMap(({ name }) => {
      const value = (new FormData(event.currentTarget).get(name) as string).trim();
      return value === '' ? [] : [[name, value] as const];
    });
    connect.mutate(Object.fromEntries(values));
  };
  return (
    <>
      <ConnectByMeta clinicId={clinicId} />
      <p className="row-line">
        <button
          type="button"
          className="button"
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          Conectar com um token
        </button>
      </p>
      {isOpen && (
        <form className="stack" aria-label="Conectar com um token" onSubmit={submit}>
          <p className="small soft">
            No Gerenciador de Negócios da Meta, gere o token de um usuário do sistema com acesso à conta do
            WhatsApp. Ele fica guardado cifrado e não aparece de novo.
          </p>
          {fields.map(({ name, label, pattern, isSecret, needed }) => (
            <label key={name} className="field">
              <span>{label}</span>
              <input
                className="input"
                name={name}
                type={isSecret ? 'password' : 'text'}
                inputMode={isSecret && name !== 'pin' ? undefined : 'numeric'}
                autoComplete="off"
                pattern={pattern}
                required={needed}
              />
            </label>
          ))}
          <button type="submit" className="button main" {...held(connect.isPending)}>
            {connect.isPending ? 'Conferindo na Meta…' : 'Conectar o número'}
          </button>
        </form>
      )}
      {connect.isError && <Failure error={connect.error} what="O número não foi conectado." />}
      {connect.isSuccess && <Outcome clinicId={clinicId} begun={connect.data} />}
    </>
  );
}
