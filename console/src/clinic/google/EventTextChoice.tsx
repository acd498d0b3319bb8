import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { eventTexts, withEventText } from './event-text.ts';
import { googleEventTexts, type GoogleEventDetail } from './queries.ts';
import { held } from '../../parts/held.ts';

/** What an event in Google tells of its visit to everybody who may see the calendar. */
export function EventTextChoice({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const texts = useQuery(googleEventTexts(clinicId));
  const [picked, setPicked] = useState<GoogleEventDetail>();
  const save = useMutation({
    async mutationFn(id: GoogleEventDetail) {
      // over what is saved now: nothing else of the document is ours
      const { document, version } = await client.getClinicContext({ clinicId });
      return client.saveClinicContext({
        clinicId,
        body: { document: withEventText(document, id) },
        ifMatch: version,
      });
    },
    async onSuccess() {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['google', clinicId, 'event-texts'] }),
        queryClient.invalidateQueries({ queryKey: ['context', clinicId] }),
      ]);
      setPicked(undefined);
    },
  });
  if (texts.isError)
    return (
      <Failure
        error={texts.error}
        what="Não consegui ler o que os eventos dizem."
        onRetry={() => void texts.refetch()}
      />
    );
  if (texts.isPending) return <Skeleton height="4rem" />;
  const { chosen, inWork } = texts.data;
  const shown = picked ?? chosen;
  const example = eventTexts.find(({ id }) => id === shown)?.example;
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(shown);
      }}
    >
      <h2>O que os eventos dizem</h2>
      <label className="field">
        <span>No Google, o evento de um horário marcado mostra</span>
        <select
          className="input"
          value={shown}
          aria-describedby="event-text-example"
          onChange={({ target }) => {
            save.reset();
            setPicked(target.value as GoogleEventDetail);
          }}
        >
          {eventTexts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p className="small soft" id="event-text-example">
        Exemplo: “{example} (Atende)”. Quem vê a agenda no Google lê isso.
      </p>
      <Pending
        count={inWork.length}
        erased={inWork.filter(({ isErased }) => isErased).length}
        isStuck={inWork.some(({ failure }) => failure !== undefined)}
      />
      {save.isError && <Failure error={save.error} what="A escolha não foi salva." />}
      <div className="row-line">
        <p className="grow small" role="status">
          {save.isSuccess && <strong>Pronto. Os eventos que já existem mudam em instantes.</strong>}
        </p>
        <button type="submit" className="button" {...held(save.isPending || shown === chosen)}>
          {save.isPending ? 'Salvando…' : 'Salvar escolha'}
        </button>
      </div>
    </form>
  );
}

type PendingProps = { readonly count: number; readonly erased: number; readonly isStuck: boolean };

/** Events that still say something else. */
function Pending({ count, erased, isStuck }: PendingProps) {
  if (count === 0) return null;
  return (
    <p className={isStuck ? 'note warn' : 'small soft'}>
      {count === 1 ? '1 evento ainda não mostra isso.' : `${count} eventos ainda não mostram isso.`}
      {erased > 0 && ' Há entre eles o nome de alguém cujos dados foram apagados.'}
      {isStuck && ' Tentamos de novo sozinhos; se a conta estiver desconectada, conecte-a de novo.'}
    </p>
  );
}
