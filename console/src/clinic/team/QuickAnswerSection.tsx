import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { quickAnswerList, type QuickAnswerText } from '../../conversation/acts/quick-answers.ts';
import { limits } from '../../limits.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { QuickAnswerForm } from './QuickAnswerForm.tsx';
import { held } from '../../parts/held.ts';

/** The texts that the team puts into its replies; whoever administers the clinic writes them. */
export function QuickAnswerSection({ clinicId }: { clinicId: string }) {
  const known = useQuery(quickAnswerList(clinicId));
  if (known.isError)
    return (
      <Failure
        error={known.error}
        what="Não consegui ler as respostas."
        onRetry={() => void known.refetch()}
      />
    );
  if (known.isPending) return <Skeleton height="3.5rem" count={4} />;
  const answers = known.data;
  const isFull = answers.length >= limits.quickAnswers;
  return (
    <>
      <section className="card" aria-label="Nova resposta rápida">
        <h2>Nova resposta rápida</h2>
        <p className="small soft">
          A equipe abre a lista com / no começo da mensagem. O texto vai para o campo, e só sai quando a
          pessoa enviar.
        </p>
        {isFull ? (
          <p>Já são {limits.quickAnswers}, o máximo. Apague uma para escrever outra.</p>
        ) : (
          <QuickAnswerForm clinicId={clinicId} />
        )}
      </section>
      <section className="card" aria-label="Respostas rápidas">
        <h2>Respostas rápidas</h2>
        {answers.length === 0 && <p className="soft">Ainda nenhuma. Comece pelo que a equipe mais repete.</p>}
        <ul className="choices">
          {answers.map((answer) => (
            <AnswerRow key={answer.id} clinicId={clinicId} answer={answer} />
          ))}
        </ul>
      </section>
    </>
  );
}

type RowProps = { readonly clinicId: string; readonly answer: QuickAnswerText };

function AnswerRow({ clinicId, answer }: RowProps) {
  const [asks, setAsks] = useState<'change' | 'remove'>();
  const { name, text } = answer;
  const onClose = () => setAsks(undefined);
  return (
    <li>
      <p className="quick-answer">
        <strong>{name}</strong>
        <span className="small soft">{text}</span>
      </p>
      <button
        type="button"
        className="button quiet"
        aria-label={`Mudar ${name}`}
        onClick={() => setAsks('change')}
      >
        Mudar
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label={`Apagar ${name}`}
        onClick={() => setAsks('remove')}
      >
        Apagar
      </button>
      {asks === 'change' && (
        <Dialog title={`Mudar ${name}`} onClose={onClose}>
          <QuickAnswerForm clinicId={clinicId} answer={answer} onSaved={onClose} />
        </Dialog>
      )}
      {asks === 'remove' && <RemoveDialog clinicId={clinicId} answer={answer} onClose={onClose} />}
    </li>
  );
}

function RemoveDialog({ clinicId, answer: { id, name }, onClose }: RowProps & { onClose: () => void }) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.removeQuickAnswer({ clinicId, quickAnswerId: id }),
    onSuccess: () => queryClient.invalidateQueries(quickAnswerList(clinicId)),
  });
  return (
    <Dialog title={`Apagar ${name}`} onClose={onClose}>
      <p>A equipe deixa de ver esta resposta. O que já foi enviado aos pacientes fica.</p>
      {remove.isError && <Failure error={remove.error} what="A resposta não foi apagada." />}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Manter
        </button>
        <button
          type="button"
          className="button bad"
          {...held(remove.isPending)}
          onClick={() => remove.mutate()}
        >
          Apagar a resposta
        </button>
      </div>
    </Dialog>
  );
}
