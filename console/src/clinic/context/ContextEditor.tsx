import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Confirm } from '../../parts/Confirm.tsx';
import { Failure } from '../../parts/states.tsx';
import { peopleOf, withValue, type Document } from './document.ts';
import { draftOf, keepDraft, type Draft } from './draft.ts';
import { FindingList } from './FindingList.tsx';
import { Knowledge } from './Knowledge.tsx';
import { previewOf } from './queries.ts';
import { RawEditor } from './RawEditor.tsx';
import { SaveDialog } from './versions/SaveDialog.tsx';
import { SectionEditor } from './SectionEditor.tsx';
import { sectionsOf } from './sections.ts';
import { TestChat } from './TestChat.tsx';
import { EditingContext, revealField } from './editing.tsx';
import { Versions } from './versions/Versions.tsx';
import { ViewButtons, ViewChoice } from './views.tsx';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly saved: Document;
  readonly version: number;
  readonly zone: string;
};

export function ContextEditor({ clinicId, saved, version, zone }: Props) {
  const [draft, setDraft] = useState<Draft | undefined>(() => draftOf(clinicId));
  const [view, setView] = useState<string>('clinica');
  const [asks, setAsks] = useState<'save' | 'discard'>();
  /** How often a draft was thrown away: what showed it starts again then. */
  const [discarded, setDiscarded] = useState(0);
  const [told, setTold] = useState<string>();
  const document = draft?.document ?? saved;
  const late = useDeferredValue(document);
  const preview = useQuery(previewOf(clinicId, late));
  const findings = useMemo(() => preview.data?.findings ?? [], [preview.data]);
  useEffect(() => keepDraft(clinicId, draft), [clinicId, draft]);

  const people = useMemo(() => peopleOf(document), [document]);
  const editing = useMemo(
    () => ({
      saved,
      findings,
      people,
      change: (path: readonly (string | number)[], value: unknown) => {
        setTold(undefined);
        setDraft((before) => ({
          base: before?.base ?? version,
          document: withValue(before?.document ?? saved, path, value) as Document,
        }));
      },
    }),
    [findings, people, saved, version],
  );
  const sections = sectionsOf(document);
  const shown = sections.find(({ id }) => id === view);
  const changes = draft === undefined ? [] : (preview.data?.changes ?? []);
  const focus = useRef<string>(undefined);
  useEffect(() => {
    const wanted = focus.current;
    if (wanted === undefined) return;
    focus.current = undefined;
    revealField(wanted);
  });
  const discard = () => {
    setDraft(undefined);
    setDiscarded((before) => before + 1);
    setAsks(undefined);
  };
  const done = (words: string) => {
    setDraft(undefined);
    setAsks(undefined);
    setTold(words);
  };
  return (
    <EditingContext value={editing}>
      <ViewChoice sections={sections} view={view} onView={setView} />
      <div className="context">
        <ViewButtons sections={sections} view={view} onView={setView} />
        <div className="context-main">
          {preview.isError && (
            <Failure
              error={preview.error}
              what="Não consegui conferir o que está escrito."
              onRetry={() => void preview.refetch()}
            />
          )}
          {shown !== undefined && (
            <>
              <FindingList
                findings={findings}
                sections={sections}
                onGo={(section, field) => {
                  focus.current = field;
                  setView(section);
                  // the same section is not drawn again
                  setTold((before) => (before === undefined ? '' : undefined));
                }}
              />
              <SectionEditor section={shown} document={document} />
            </>
          )}
          {view === 'texto' && (
            <RawEditor
              key={`${version} ${discarded}`}
              document={document}
              onChange={(next) => setDraft((before) => ({ base: before?.base ?? version, document: next }))}
            />
          )}
          {view === 'sabe' && preview.data !== undefined && <Knowledge knowledge={preview.data.knowledge} />}
          {view === 'testar' && <TestChat clinicId={clinicId} document={draft?.document} />}
          {view === 'versoes' && (
            <Versions
              clinicId={clinicId}
              current={version}
              zone={zone}
              onRestored={() => done('A versão voltou e já vale.')}
            />
          )}
        </div>
      </div>
      <div className="save-bar">
        <p className="grow small" role="status">
          {draft !== undefined ? countWords(changes.length) : (told ?? `Versão ${version}, salva`)}
        </p>
        {draft !== undefined && (
          <>
            <button type="button" className="button" onClick={() => setAsks('discard')}>
              Descartar
            </button>
            <button
              type="button"
              className="button main"
              {...held(changes.length === 0)}
              onClick={() => setAsks('save')}
            >
              Revisar e salvar
            </button>
          </>
        )}
      </div>
      {asks === 'save' && draft !== undefined && (
        <SaveDialog
          clinicId={clinicId}
          draft={draft}
          changes={changes}
          onClose={() => setAsks(undefined)}
          onSaved={(saidVersion) => done(`Salvo. A versão ${saidVersion} já vale.`)}
          onTheirs={() => done('A versão da outra pessoa está aberta.')}
          onRebased={(base) => setDraft({ ...draft, base })}
        />
      )}
      {asks === 'discard' && (
        <Confirm
          title="Descartar o que não foi salvo?"
          keep="Continuar editando"
          does="Descartar as mudanças"
          act={{ mutate: discard }}
          onClose={() => setAsks(undefined)}
        >
          <p>O que foi escrito desde a versão {draft?.base ?? version} se perde, e não volta.</p>
        </Confirm>
      )}
    </EditingContext>
  );
}

const countWords = (count: number): string =>
  count === 0 ? 'Nada mudou' : count === 1 ? '1 mudança por salvar' : `${count} mudanças por salvar`;
