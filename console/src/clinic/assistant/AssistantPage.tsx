import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClinicAssistant } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { inDollars } from '../../words/figure-words.ts';
import { held } from '../../parts/held.ts';

const keyOf = (clinicId: string) => ['assistant', clinicId];
const micro = 1_000_000;

/** What the assistant may use beside what the clinic wrote: a language model, its money, and ears for voice notes. */
export default function AssistantPage({ clinicId }: { clinicId: string }) {
  const read = useQuery({
    queryKey: keyOf(clinicId),
    queryFn: ({ signal }) => client.getClinicAssistant({ clinicId, signal }),
  });
  if (read.isError)
    return (
      <Failure error={read.error} what="Não consegui ler a assistente." onRetry={() => void read.refetch()} />
    );
  if (read.data === undefined) return <Skeleton height="6rem" count={2} />;
  return <Choice clinicId={clinicId} assistant={read.data} />;
}

type Props = { readonly clinicId: string; readonly assistant: ClinicAssistant };

function Choice({ clinicId, assistant }: Props) {
  const queryClient = useQueryClient();
  const { isAvailable, canHear, model, today } = assistant;
  const [usesModel, setUsesModel] = useState(assistant.usesModel);
  const [hearsVoice, setHearsVoice] = useState(assistant.hearsVoice);
  const [dollars, setDollars] = useState(
    assistant.dayMicrodollars === null ? '' : String(assistant.dayMicrodollars / micro),
  );
  const save = useMutation({
    mutationFn: () =>
      client.setClinicAssistant({
        clinicId,
        body: {
          ...{ usesModel, hearsVoice, model },
          dayMicrodollars: dollars === '' ? null : Math.round(Number(dollars) * micro),
        },
      }),
    onSuccess: (saved) => queryClient.setQueryData(keyOf(clinicId), saved),
  });
  return (
    <>
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        <label className="row-line">
          <input
            type="checkbox"
            checked={usesModel}
            disabled={!isAvailable && !usesModel}
            onChange={({ target }) => setUsesModel(target.checked)}
          />
          <span className="grow">Usar um modelo de linguagem</span>
        </label>
        <p className="small soft">
          {isAvailable
            ? 'Preços, horários e endereços continuam saindo só do que a clínica escreveu e da agenda. Se o modelo falhar, o roteiro responde.'
            : 'Este sistema não tem um modelo de linguagem configurado. O roteiro responde.'}
        </p>
        <label className="row-line">
          <input
            type="checkbox"
            checked={hearsVoice}
            disabled={!canHear && !hearsVoice}
            onChange={({ target }) => setHearsVoice(target.checked)}
          />
          <span className="grow">Entender mensagens de voz</span>
        </label>
        <p className="small soft">
          {canHear
            ? 'As gravações vão ao serviço de transcrição. A assistente repete o que entendeu e só confirma, muda ou cancela com um toque ou por escrito.'
            : 'Este sistema não transcreve gravações. A assistente pede que o paciente escreva.'}
        </p>
        <label className="field">
          <span>Gasto máximo por dia, em dólares</span>
          <input
            className="input"
            type="number"
            min={0}
            max={1_000}
            step="0.01"
            placeholder="o limite do sistema"
            value={dollars}
            onChange={({ target }) => setDollars(target.value)}
          />
        </label>
        {save.isError && <Failure error={save.error} what="Nada mudou." />}
        <p className="small" role="status">
          {save.isSuccess && 'Salvo. Vale a partir da próxima mensagem.'}
        </p>
        <p>
          <button type="submit" className="button main" {...held(save.isPending)}>
            Salvar
          </button>
        </p>
      </form>
      <p className="small soft">
        Hoje: {inDollars(today.microdollars)}, {today.tokens.toLocaleString('pt-BR')} tokens
        {today.unpricedTurns > 0 && ` (${today.unpricedTurns} respostas sem preço conhecido)`}.
      </p>
    </>
  );
}
