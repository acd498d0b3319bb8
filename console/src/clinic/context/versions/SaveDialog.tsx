import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { use } from 'react';
import type { ContextChange } from '../../../../../client/atende-client.ts';
import { client, codeOf } from '../../../client.ts';
import { Dialog } from '../../../parts/Dialog.tsx';
import { Failure, Skeleton } from '../../../parts/states.tsx';
import { Changes } from './Changes.tsx';
import type { Draft } from '../draft.ts';
import { EditingContext } from '../editing.tsx';
import { errorsOf, findingWords } from '../finding-words.ts';
import { held } from '../../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly draft: Draft;
  readonly changes: readonly ContextChange[];
  readonly onClose: () => void;
  readonly onSaved: (version: number) => void;
  /** What the other person saved is taken instead. */
  readonly onTheirs: () => void;
  /** The draft goes over this version after all. */
  readonly onRebased: (base: number) => void;
};

/** What will change, before it does; and where somebody else was faster, both sides. */
export function SaveDialog(props: Props) {
  const { clinicId, draft, changes, onClose, onSaved } = props;
  const { findings } = use(EditingContext);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      client.saveClinicContext({ clinicId, body: { document: draft.document }, ifMatch: draft.base }),
    async onSuccess({ version }) {
      await queryClient.invalidateQueries({ queryKey: ['context', clinicId] });
      await queryClient.invalidateQueries({ queryKey: ['knowledge', clinicId] });
      onSaved(version);
    },
  });
  const isOvertaken = codeOf(save.error) === 'clinic.context-changed';
  if (isOvertaken)
    return (
      <Overtaken
        {...props}
        onRebased={(base) => {
          save.reset();
          props.onRebased(base);
        }}
      />
    );
  return (
    <Dialog title="Salvar o contexto" onClose={onClose}>
      <p>A assistente passa a usar o novo texto na próxima resposta.</p>
      <Changes changes={changes} />
      {findings.length > 0 && (
        <p className={errorsOf(findings) > 0 ? 'note bad' : 'note warn'}>
          {findings.length === 1 ? 'Resta' : 'Restam'} {findingWords(findings)}.
        </p>
      )}
      {save.isError && <Failure error={save.error} what="Não foi salvo." />}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Continuar editando
        </button>
        <button type="button" className="button main" {...held(save.isPending)} onClick={() => save.mutate()}>
          Salvar
        </button>
      </div>
    </Dialog>
  );
}

function Overtaken({ clinicId, draft, changes, onClose, onTheirs, onRebased }: Props) {
  const queryClient = useQueryClient();
  const theirs = useQuery({
    queryKey: ['context', clinicId, 'theirs', draft.base],
    async queryFn({ signal }) {
      const { version } = await client.getClinicContext({ clinicId, signal });
      return client.compareContextVersions({ clinicId, version, against: draft.base, signal });
    },
    gcTime: 0,
  });
  const readAgain = () => queryClient.invalidateQueries({ queryKey: ['context', clinicId] });
  return (
    <Dialog title="Outra pessoa salvou antes" onClose={onClose}>
      <p>O que você escreveu continua aqui. Compare antes de decidir.</p>
      {theirs.isError && (
        <Failure
          error={theirs.error}
          what="Não consegui ler a outra versão."
          onRetry={() => void theirs.refetch()}
        />
      )}
      {theirs.isPending && <Skeleton height="4rem" />}
      {theirs.data !== undefined && (
        <section aria-label={`Versão ${theirs.data.version}, da outra pessoa`}>
          <h3>Versão {theirs.data.version}, da outra pessoa</h3>
          <Changes changes={theirs.data.changes} />
        </section>
      )}
      <section aria-label="O seu texto, em relação ao que está salvo agora">
        <h3>O seu texto</h3>
        <Changes changes={changes} />
      </section>
      <div className="dialog-foot">
        <button
          type="button"
          className="button"
          onClick={() => {
            void readAgain();
            onTheirs();
          }}
        >
          Ficar com a outra
        </button>
        <button
          type="button"
          className="button main"
          {...held(theirs.data === undefined)}
          onClick={() => {
            void readAgain();
            onRebased(theirs.data?.version ?? draft.base);
          }}
        >
          Rever a minha por cima
        </button>
      </div>
    </Dialog>
  );
}
