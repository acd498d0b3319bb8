import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Clinic } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { held } from '../../parts/held.ts';
import { Failure } from '../../parts/states.tsx';
import { useRequestKey } from '../../request-key.ts';

const zones: readonly (readonly [string, string])[] = [
  ['America/Sao_Paulo', 'Brasília'],
  ['America/Manaus', 'Amazonas, Mato Grosso, Rondônia'],
  ['America/Rio_Branco', 'Acre'],
  ['America/Noronha', 'Fernando de Noronha'],
];

export function ClinicStep({ onMade }: { onMade: (clinic: Clinic) => void }) {
  const queryClient = useQueryClient();
  const withKey = useRequestKey();
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState('America/Sao_Paulo');
  const [simulation, setSimulation] = useState(false);
  const register = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), timeZone, simulation };
      return withKey(body, (idempotencyKey) => client.registerClinic({ body, idempotencyKey }));
    },
    async onSuccess({ clinic }) {
      onMade(clinic);
      await queryClient.invalidateQueries({ queryKey: ['clinics'] });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!register.isPending) register.mutate();
      }}
    >
      <label className="field">
        <span>Nome da clínica</span>
        <input
          className="input"
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label className="field">
        <span>Fuso horário</span>
        <select className="input" value={timeZone} onChange={({ target }) => setTimeZone(target.value)}>
          {zones.map(([zone, where]) => (
            <option key={zone} value={zone}>
              {where}
            </option>
          ))}
        </select>
      </label>
      <label className="row-line">
        <input
          type="checkbox"
          checked={simulation}
          onChange={({ target }) => setSimulation(target.checked)}
        />
        Só simular: a assistente responde, e nada sai pelo WhatsApp
      </label>
      {register.isError && <Failure error={register.error} what="A clínica não foi cadastrada." />}
      <div className="dialog-foot">
        <button type="submit" className="button main" {...held(name.trim() === '' || register.isPending)}>
          Cadastrar
        </button>
      </div>
    </form>
  );
}
