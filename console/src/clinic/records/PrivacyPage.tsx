import { useQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { Erasures } from './Erasures.tsx';
import { RetentionForm } from './RetentionForm.tsx';
import './records.css';

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
