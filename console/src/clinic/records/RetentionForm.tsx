import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { held } from '../../parts/held.ts';
import { Failure } from '../../parts/states.tsx';

const choices = [
  [null, 'Até alguém pedir para apagar'],
  [90, '90 dias'],
  [180, '6 meses'],
  [365, '1 ano'],
  [1_825, '5 anos'],
] as const;

/** A shorter time is asked about first: what is older goes at once. */
export function RetentionForm({ clinicId, days }: { clinicId: string; days: number | null }) {
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState(days);
  const [asks, setAsks] = useState(false);
  const save = useMutation({
    mutationFn: () => client.setRetention({ clinicId, body: { days: wanted } }),
    onSuccess: (saved) => queryClient.setQueryData(['retention', clinicId], saved),
  });
  const shown = choices.some(([value]) => value === days)
    ? choices
    : [...choices, [days, `${days} dias`] as const];
  const wordsOf = (value: number | null) => shown.find(([one]) => one === value)?.[1] ?? '';
  const isShorter = wanted !== null && (days === null || wanted < days);
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === days || save.isPending) return;
        if (isShorter) setAsks(true);
        else save.mutate();
      }}
    >
      <h2>Por quanto tempo guardamos as mensagens</h2>
      <fieldset className="plain">
        <legend className="spoken">Prazo</legend>
        {shown.map(([value, words]) => (
          <label key={String(value)} className="row-line">
            <input
              type="radio"
              name="retention"
              checked={wanted === value}
              onChange={() => setWanted(value)}
            />
            {words}
          </label>
        ))}
      </fieldset>
      {isShorter && (
        <p className="note warn" role="status">
          O que for mais antigo é apagado em minutos, e não volta.
        </p>
      )}
      {save.isError && !asks && <Failure error={save.error} what="O prazo não mudou." />}
      <div className="row-line">
        <p className="grow small" role="status">
          {wanted === days && `Vale agora: ${wordsOf(days)}.`}
        </p>
        <button type="submit" className="button main" {...held(wanted === days || save.isPending)}>
          Salvar prazo
        </button>
      </div>
      {asks && (
        <Confirm
          title="Guardar por menos tempo?"
          keep="Manter como está"
          does="Apagar e salvar o prazo"
          act={save}
          failure="O prazo não mudou."
          onClose={() => setAsks(false)}
        >
          <p>As mensagens com mais de {wordsOf(wanted)} são apagadas em minutos, e não voltam.</p>
        </Confirm>
      )}
    </form>
  );
}
