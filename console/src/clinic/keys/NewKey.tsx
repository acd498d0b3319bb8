import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { limits } from '../../limits.ts';
import { held } from '../../parts/held.ts';
import { Failure } from '../../parts/states.tsx';
import { keysOf } from './keys-of.ts';

/** The key is shown once, where it was made. */
export function NewKey({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () =>
      client.createClinicApiKey({
        clinicId,
        body: { name: name.trim(), expiresInDays: Number(days), role: 'service' },
      }),
    async onSuccess() {
      setName('');
      await queryClient.invalidateQueries({ queryKey: keysOf(clinicId) });
    },
  });
  const made = create.data?.key;
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <h2>Nova chave</h2>
      <div className="row-line form-line">
        <label className="field grow">
          <span>Para quê</span>
          <input
            className="input"
            required
            maxLength={100}
            placeholder="Ex.: site da clínica"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="field">
          <span>Vale por (dias)</span>
          <input
            className="input"
            type="number"
            required
            min={1}
            max={limits.apiKeyDays}
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
        </label>
        <button type="submit" className="button main" {...held(create.isPending)}>
          Criar chave
        </button>
      </div>
      {create.isError && <Failure error={create.error} what="A chave não foi criada." />}
      {made !== undefined && (
        <div className="note good" role="status">
          <p>
            <strong>Copie agora.</strong> Esta chave não aparece de novo.
          </p>
          <p>
            <code>{made}</code>
          </p>
        </div>
      )}
    </form>
  );
}
