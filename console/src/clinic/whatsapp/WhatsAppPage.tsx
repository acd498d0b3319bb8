import { useQuery } from '@tanstack/react-query';
import { openAlerts } from '../../alerts/alerts-query.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { ConnectNumber } from './ConnectNumber.tsx';
import { NumberHealth } from './NumberHealth.tsx';
import { NumberRow } from './NumberRow.tsx';
import { TemplateList } from './TemplateList.tsx';
import { Unfinished } from './Unfinished.tsx';

/** The clinic's numbers, what is wrong with them, and the approved messages. */
export default function WhatsAppPage({ clinicId }: { clinicId: string }) {
  const numbers = useQuery({
    queryKey: ['whatsapp-numbers', clinicId],
    queryFn: async ({ signal }) => (await client.listWhatsAppNumbers({ clinicId, limit: 100, signal })).items,
  });
  const alerts = useQuery(openAlerts(clinicId)).data ?? [];
  const troubles = alerts.filter(({ place }) => place === 'whatsapp');
  return (
    <>
      {troubles.map(({ id, title, action }) => (
        <p key={id} className="note bad" role="alert">
          <strong>{title}.</strong> {action}
        </p>
      ))}
      <section className="card" aria-label="Números">
        <h2>Números da clínica</h2>
        {numbers.isError && (
          <Failure
            error={numbers.error}
            what="Não consegui ler os números."
            onRetry={() => void numbers.refetch()}
          />
        )}
        {numbers.isPending && <Skeleton height="3rem" />}
        {numbers.data?.length === 0 && <p className="soft">Nenhum ainda. Conecte o da clínica abaixo.</p>}
        <ul className="choices">
          {numbers.data?.map((number) => (
            <NumberRow key={number.whatsappNumber} clinicId={clinicId} number={number} />
          ))}
        </ul>
        <Unfinished clinicId={clinicId} />
        <ConnectNumber clinicId={clinicId} />
      </section>
      <NumberHealth clinicId={clinicId} />
      <TemplateList clinicId={clinicId} />
    </>
  );
}
