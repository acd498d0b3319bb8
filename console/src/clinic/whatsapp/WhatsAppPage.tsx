import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WhatsAppNumber } from '../../../../client/atende-client.ts';
import { openAlerts } from '../../alerts/alerts-query.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { phoneShown } from '../../words/phones.ts';
import { ConnectNumber } from './ConnectNumber.tsx';
import { NumberHealth } from './NumberHealth.tsx';
import { TemplateList } from './TemplateList.tsx';
import { Unfinished } from './Unfinished.tsx';
import { held } from '../../parts/held.ts';

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

function stateOf({ isActive, phoneNumberId }: WhatsAppNumber) {
  if (!isActive) return { state: 'bad', text: 'Desligado: não recebe nem envia' };
  return phoneNumberId === undefined
    ? { state: 'warn', text: 'Ligado, esperando a primeira mensagem da Meta' }
    : { state: 'good', text: 'Ligado' };
}

function NumberRow({ clinicId, number }: { clinicId: string; number: WhatsAppNumber }) {
  const queryClient = useQueryClient();
  const { whatsappNumber, isActive, version } = number;
  const { state, text } = stateOf(number);
  const change = useMutation({
    mutationFn: () =>
      client.changeWhatsAppNumber({
        clinicId,
        whatsappNumber,
        body: { isActive: !isActive },
        ifMatch: version,
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['whatsapp-numbers', clinicId] }),
  });
  return (
    <li>
      <p className="number">{phoneShown(whatsappNumber)}</p>
      <span className="small health" data-state={state}>
        {text}
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={`${isActive ? 'Desligar' : 'Ligar'} ${phoneShown(whatsappNumber)}`}
        {...held(change.isPending)}
        onClick={() => change.mutate()}
      >
        {isActive ? 'Desligar' : 'Ligar'}
      </button>
      {change.isError && <Failure error={change.error} what="O número não mudou." />}
    </li>
  );
}
