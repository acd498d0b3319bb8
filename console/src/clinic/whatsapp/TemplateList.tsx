import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Template, Templates } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import { purposeWords, statusOfTemplate } from './template-words.ts';
import { held } from '../../parts/held.ts';

/** What Meta has approved, and what each message is used for. */
export function TemplateList({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const queryKey = ['templates', clinicId];
  const listed = useQuery({ queryKey, queryFn: ({ signal }) => client.listTemplates({ clinicId, signal }) });
  const keep = (read: Templates) => queryClient.setQueryData(queryKey, read);
  const refresh = useMutation({
    mutationFn: () => client.refreshTemplates({ clinicId }),
    onSuccess: keep,
  });
  const propose = useMutation({
    mutationFn: () => client.proposeTemplates({ clinicId }),
    onSuccess: keep,
  });
  const isBusy = refresh.isPending || propose.isPending;
  const templates = listed.data?.templates ?? [];
  return (
    <section className="card" aria-label="Modelos">
      <div className="row-line">
        <h2 className="grow">Modelos de mensagem</h2>
        <button type="button" className="button" {...held(isBusy)} onClick={() => refresh.mutate()}>
          Ler de novo da Meta
        </button>
        <button type="button" className="button" {...held(isBusy)} onClick={() => propose.mutate()}>
          Criar os modelos sugeridos
        </button>
      </div>
      <p className="small soft">
        Depois de 24 horas sem mensagem do paciente, só um modelo aprovado pela Meta chega a ele.
      </p>
      {listed.isError && (
        <Failure
          error={listed.error}
          what="Não consegui ler os modelos."
          onRetry={() => void listed.refetch()}
        />
      )}
      {refresh.isError && <Failure error={refresh.error} what="Não consegui ler os modelos na Meta." />}
      {propose.isError && <Failure error={propose.error} what="Os modelos não foram criados." />}
      <p className="small" role="status">
        {propose.isSuccess && 'Pedido feito. A Meta costuma responder em alguns minutos.'}
        {refresh.isSuccess && !propose.isSuccess && 'Lido agora.'}
      </p>
      {listed.isPending && <Skeleton height="4rem" count={2} />}
      {listed.isSuccess && templates.length === 0 && (
        <p className="soft">Ainda não há modelos. Os sugeridos servem para lembrar, confirmar e remarcar.</p>
      )}
      {listed.data !== undefined && templates.length > 0 && (
        <Purposes clinicId={clinicId} read={listed.data} onChanged={() => void listed.refetch()} />
      )}
      <ul className="templates">
        {templates.map((template) => (
          <TemplateRow key={`${template.wabaId} ${template.name} ${template.language}`} template={template} />
        ))}
      </ul>
    </section>
  );
}

type PurposesProps = {
  readonly clinicId: string;
  readonly read: Templates;
  readonly onChanged: () => void;
};

/** What each purpose sends; nothing where none is chosen. */
function Purposes({ clinicId, read, onChanged }: PurposesProps) {
  const end = useMutation({
    mutationFn: (purpose: keyof typeof purposeWords) => client.endTemplateUse({ clinicId, purpose }),
    onSuccess: onChanged,
  });
  const [chooses, setChooses] = useState<keyof typeof purposeWords>();
  const usable = read.templates.filter((template) => template.usable);
  return (
    <>
      <h3>Para que servem</h3>
      <ul className="choices">
        {(Object.keys(purposeWords) as (keyof typeof purposeWords)[]).map((purpose) => {
          const use = read.uses.find((one) => one.purpose === purpose);
          return (
            <li key={purpose}>
              <p>{purposeWords[purpose]}</p>
              <span className="small soft">{use?.name ?? 'nenhum modelo'}</span>
              {use === undefined ? (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`Escolher o modelo de ${purposeWords[purpose]}`}
                  {...held(usable.length === 0)}
                  onClick={() => setChooses(purpose)}
                >
                  Escolher
                </button>
              ) : (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`Parar de usar em ${purposeWords[purpose]}`}
                  {...held(end.isPending)}
                  onClick={() => end.mutate(purpose)}
                >
                  Parar de usar
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {chooses !== undefined && (
        <TemplateChoice
          clinicId={clinicId}
          purpose={chooses}
          templates={usable}
          onClose={() => setChooses(undefined)}
          onChosen={() => {
            setChooses(undefined);
            onChanged();
          }}
        />
      )}
      {end.isError && <Failure error={end.error} what="O uso não mudou." />}
      <h3>Todos os modelos</h3>
    </>
  );
}

function TemplateRow({ template }: { template: Template }) {
  const { name, language, body, reason, buttons } = template;
  const { text, tone } = statusOfTemplate(template);
  return (
    <li>
      <p className="row-line">
        <strong className="grow">{name}</strong>
        <span className={`mark ${tone}`}>{text}</span>
        <span className="small soft">{language}</span>
      </p>
      <p className="small">{body}</p>
      {buttons.length > 0 && (
        <p className="small soft">Botões: {buttons.map(({ title }) => title).join(', ')}</p>
      )}
      {reason !== undefined && reason !== 'NONE' && <p className="fault">A Meta diz: {reason}</p>}
    </li>
  );
}
