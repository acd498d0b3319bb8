import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState, type RefObject } from 'react';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { administers, roleIn, whoAmI } from '../../session/session.ts';
import { matching, placeAfter, quickAnswerList } from './quick-answers.ts';
import type { useQuickAnswers } from './use-quick-answers.ts';
import './quick-answers.css';

type Props = {
  readonly clinicId: string;
  readonly quick: Pick<
    ReturnType<typeof useQuickAnswers>,
    'typed' | 'opener' | 'leave' | 'dismiss' | 'choose'
  >;
  readonly field: RefObject<HTMLTextAreaElement | null>;
};

/** Fewer are seen at a glance. */
const searchedFrom = 9;
const shownCharacters = 140;

/** The texts that the clinic keeps for replies. Whoever typed a `/` stays in the field, which lends the list its keys. */
export default function QuickAnswers({ clinicId, quick, field }: Props) {
  const { typed, opener, leave, dismiss, choose } = quick;
  const known = useQuery(quickAnswerList(clinicId));
  const [searched, setSearched] = useState('');
  const [marked, setMarked] = useState({ search: '', at: 0 });
  const panel = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const all = known.data ?? [];
  const search = typed ?? searched;
  const found = matching(all, search);
  const at = marked.search === search ? Math.min(marked.at, found.length - 1) : 0;
  const active = found[at];
  const activeId = active && `${id}${active.id}`;
  const isTyped = typed !== undefined;

  const actOf = (key: string) => {
    if (key === 'Escape') return dismiss;
    if (active === undefined) return undefined;
    if (key === 'Enter') return () => choose(active.text);
    const next = placeAfter(key, at, found.length);
    return next === undefined ? undefined : () => setMarked({ search, at: next });
  };
  const onKey = (event: KeyboardEvent) => {
    const act = event.isComposing ? undefined : actOf(event.key);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  useEffect(() => {
    if (!isTyped) (searchField.current ?? list.current ?? panel.current)?.focus();
  }, [isTyped, known.status]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  useEffect(() => {
    const onLeave = ({ target }: Event) => {
      if (!(target instanceof Node)) return;
      const isField = isTyped && target === field.current;
      if (!isField && ![panel, opener].some(({ current }) => current?.contains(target))) leave();
    };
    const events = ['pointerdown', 'focusin'] as const;
    for (const event of events) document.addEventListener(event, onLeave);
    return () => {
      for (const event of events) document.removeEventListener(event, onLeave);
    };
  });
  useEffect(() => {
    const writing = field.current;
    if (!isTyped || writing === null) return undefined;
    const lent = {
      'aria-autocomplete': 'list',
      ...(activeId !== undefined && { 'aria-controls': id, 'aria-activedescendant': activeId }),
    };
    for (const [name, value] of Object.entries(lent)) writing.setAttribute(name, value);
    writing.addEventListener('keydown', onKey);
    return () => {
      for (const name of Object.keys(lent)) writing.removeAttribute(name);
      writing.removeEventListener('keydown', onKey);
    };
  });

  return (
    <div
      ref={panel}
      className="quick-answers"
      role="group"
      aria-label="Respostas rápidas"
      tabIndex={-1}
      onKeyDown={({ nativeEvent }) => onKey(nativeEvent)}
    >
      {!isTyped && all.length >= searchedFrom && (
        <input
          ref={searchField}
          className="input"
          role="combobox"
          aria-label="Procurar resposta"
          placeholder="Procurar"
          aria-expanded={found.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={activeId}
          value={searched}
          onChange={({ target }) => setSearched(target.value)}
        />
      )}
      {known.isError && known.data === undefined && (
        <Failure
          error={known.error}
          what="Não consegui ler as respostas."
          onRetry={() => void known.refetch()}
        />
      )}
      {known.isPending && <Skeleton height="2.5rem" count={2} />}
      {known.isSuccess && all.length === 0 && <NoAnswers clinicId={clinicId} />}
      {found.length > 0 && (
        <ul
          ref={list}
          id={id}
          className="quick-answers-list"
          role="listbox"
          aria-label="Respostas rápidas"
          tabIndex={0}
          aria-activedescendant={activeId}
        >
          {found.map((answer, place) => (
            <li
              key={answer.id}
              id={`${id}${answer.id}`}
              role="option"
              aria-selected={place === at}
              // the focus stays where one chooses
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(answer.text)}
            >
              <strong>{answer.name}</strong>
              <span>{answer.text.replace(/\s+/g, ' ').slice(0, shownCharacters)}</span>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={found.length > 0 || all.length === 0 ? 'spoken' : 'small soft'}>
        {all.length > 0 &&
          (found.length > 0
            ? `${found.length} ${found.length === 1 ? 'resposta' : 'respostas'}`
            : `Nenhuma resposta com “${search.trim()}”.`)}
      </p>
    </div>
  );
}

function NoAnswers({ clinicId }: Pick<Props, 'clinicId'>) {
  const me = useQuery(whoAmI).data;
  const mayWrite = me !== undefined && administers(roleIn(me, clinicId));
  return (
    <p className="small">
      A clínica ainda não tem respostas rápidas.{' '}
      {mayWrite ? (
        <Link to="/c/$clinicId/clinica/$part" params={{ clinicId, part: 'equipe' }}>
          Escrever a primeira
        </Link>
      ) : (
        'Peça a quem administra a clínica.'
      )}
    </p>
  );
}
