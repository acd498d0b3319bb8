import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { Erasures } from './Erasures.tsx';
import './records.css';
import { held } from '../../parts/held.ts';

const choices = [
  [null, 'Até alguém pedir para apagar'],
  [90, '90 dias'],
  [180, '6 meses'],
  [365, '1 ano'],
  [1_825, '5 anos'],
] as const;

/** How long messages are kept. What one patient may ask for stands beside their conversation. */
export default function PrivacyPage({ clinicId }: { clinicId: string }) {
  const queryKey = ['retention', clinicId];
  const kept = useQuery({ queryKey, queryFn: ({ signal }) => client.getRetention({ clinicId, signal }) });
  if (kept.isError)
    return (
      <Failure error={kept.error} what="Não consegui ler o prazo." onRetry={() => void kept.refetch()} />
    );
  if (kept.isPending) return <Skeleton height="6rem" />;
  return (
    <>
      <RetentionForm key={String(kept.data.days)} clinicId={clinicId} days={kept.data.days} />
      <section className="card" aria-label="Pedidos de um paciente">
        <h2>Quando um paciente pede</h2>
        <p>
          Para exportar ou apagar os dados de uma pessoa, abra a conversa com ela. Em “Paciente” estão os dois
          botões. Apagar vale para as mensagens, os dados e os horários futuros, também no Google, e gera um
          comprovante, que fica aqui embaixo.
        </p>
      </section>
      <Erasures clinicId={clinicId} />
    </>
  );
}

function RetentionForm({ clinicId, days }: { clinicId: string; days: number | null }) {
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState(days);
  const save = useMutation({
    mutationFn: () => client.setRetention({ clinicId, body: { days: wanted } }),
    onSuccess: (saved) => queryClient.setQueryData(['retention', clinicId], saved),
  });
  const shown = choices.some(([value]) => value === days)
    ? choices
    : [...choices, [days, `${days} dias`] as const];
  const isShorter = wanted !== null && (days === null || wanted < days);
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
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
      {save.isError && <Failure error={save.error} what="O prazo não mudou." />}
      <div className="row-line">
        <p className="grow small" role="status">
          {wanted === days && `Vale agora: ${shown.find(([value]) => value === days)?.[1] ?? ''}.`}
        </p>
        <button type="submit" className="button main" {...held(wanted === days || save.isPending)}>
          Salvar prazo
        </button>
      </div>
    </form>
  );
}
