import { useQuery } from '@tanstack/react-query';
import type { Message, TurnRecord } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { toolWords, whyGuidedWords } from '../../words/turn-words.ts';
import { inDollars } from '../../words/figure-words.ts';

/** Why the assistant has said this: who answered, what was looked at, and what was kept back. */
export function Why({ clinicId, message }: { clinicId: string; message: Message }) {
  const { conversationId, id } = message;
  const records = useQuery({
    queryKey: ['turn-records', clinicId, conversationId, id],
    queryFn: ({ signal }) => client.listTurnRecords({ clinicId, conversationId, messageId: id, signal }),
    staleTime: 0,
  });
  if (records.isError)
    return (
      <Failure
        error={records.error}
        what="Não consegui ler o registro."
        onRetry={() => void records.refetch()}
      />
    );
  if (records.data === undefined) return <Skeleton height="2rem" count={2} />;
  const [record] = records.data.items;
  // the guided assistant leaves none, and an old one is deleted: which of the two it was, nobody knows
  if (record === undefined) return <p className="small">Não há registro de um modelo para esta mensagem.</p>;
  return <Explained record={record} />;
}

function Explained({ record }: { record: TurnRecord }) {
  const { answeredBy, why, replaced, steps, model, contextVersion, microdollars, ms } = record;
  const did = steps.flatMap(({ calls }) => calls).filter(({ outcome }) => outcome !== 'not-run');
  return (
    <div className="stack small">
      <p>
        {answeredBy === 'model'
          ? `O modelo ${model} escolheu o que dizer.`
          : `O roteiro respondeu no lugar do modelo: ${whyGuidedWords(why)}.`}
      </p>
      {did.length > 0 && (
        <>
          <h3>O que consultou ou escolheu</h3>
          <ul className="listed">
            {did.map(({ name, outcome }, at) => (
              <li key={at}>
                {toolWords(name)}
                {outcome === 'refused' && ' (recusado)'}
              </li>
            ))}
          </ul>
        </>
      )}
      {replaced !== undefined && (
        <>
          <h3>O que não foi enviado</h3>
          <p>“{replaced.words}”</p>
          {replaced.because.length > 0 && (
            <p className="soft">Sem base no contexto da clínica: {replaced.because.join('; ')}.</p>
          )}
        </>
      )}
      <p className="soft">
        Contexto versão {contextVersion}, {(ms / 1_000).toLocaleString('pt-BR', { maximumFractionDigits: 1 })}{' '}
        s{microdollars === undefined ? '' : `, ${inDollars(microdollars)}`}.
      </p>
    </div>
  );
}
