import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { colleagueList, Names, namesOf } from '../conversation/team/colleagues.ts';
import { useClinic } from '../session/clinic.ts';
import { whoAmI } from '../session/session.ts';
import { useKeys } from '../shell/use-keys.ts';
import { ConversationList } from './ConversationList.tsx';
import { queues, teamRows, type ListFilter, type Queue, type Row } from './lists.ts';
import { conversationCounts, conversationList } from './queries.ts';
import { useLiveInbox } from './use-live-inbox.ts';
import './inbox.css';

const FoundMessages = lazy(() => import('../search/FoundMessages.tsx'));
const NewConversation = lazy(() => import('./NewConversation.tsx'));

const names: Readonly<Record<Queue, string>> = {
  equipe: 'Equipe',
  minhas: 'Minhas',
  assistente: 'Assistente',
  todas: 'Todas',
};
const empties: Readonly<Record<Queue, string>> = {
  equipe: 'Ninguém esperando. A assistente está cuidando das conversas.',
  minhas: 'Você não é responsável por nenhuma conversa agora.',
  assistente: 'A assistente não tem nenhuma conversa agora.',
  todas: 'Ainda não há conversas. Quando um paciente escrever, ele aparece aqui.',
};
const waits: ListFilter = { waiting: true };
const inHand: ListFilter = { mode: 'human' };

/** Who needs a person first; then what people have in hand; the assistant's and all in their own lists. */
export function Inbox() {
  const { clinicId = '', conversationId } = useParams({ strict: false });
  const { fila: queue = 'equipe', q: search } = useSearch({ from: '/c/$clinicId/conversas' });
  const zone = useClinic(clinicId).timeZone;
  const counts = useQuery(conversationCounts(clinicId)).data;
  const me = useQuery(whoAmI).data?.actor;
  const colleagues = useQuery(colleagueList(clinicId)).data;
  const people = useMemo(() => namesOf(colleagues ?? [], me), [colleagues, me]);
  useLiveInbox(clinicId);
  const [isNew, setNew] = useState(false);

  const isTeam = queue === 'equipe' && search === undefined;
  const waiting = useInfiniteQuery(conversationList(clinicId, waits, isTeam));
  const other: ListFilter = useMemo(() => {
    if (search !== undefined) return { search };
    if (queue === 'equipe') return inHand;
    if (queue === 'minhas') return { assignedTo: me ?? '' };
    return queue === 'assistente' ? { mode: 'assistant' } : {};
  }, [me, queue, search]);
  const listed = useInfiniteQuery(conversationList(clinicId, other));

  const rows = useMemo((): readonly Row[] => {
    const flat = (pages: typeof listed.data) => pages?.pages.flatMap(({ items }) => items) ?? [];
    if (isTeam) return teamRows(flat(waiting.data), flat(listed.data));
    return flat(listed.data).map((conversation) => ({ kind: 'conversation', conversation }));
  }, [isTeam, listed, waiting.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = listed;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const waitingCount = counts?.waiting ?? 0;
  useEffect(() => {
    document.title = `${waitingCount > 0 ? `(${waitingCount}) ` : ''}Conversas · Atende`;
  }, [waitingCount]);

  const isLoading = listed.isPending || (isTeam && waiting.isPending);
  const failed = listed.error ?? (isTeam ? waiting.error : null);
  return (
    <Names value={people}>
      <div className="inbox" data-open={conversationId !== undefined}>
        <section className="inbox-list" aria-label="Lista de conversas">
          <div className="inbox-head">
            <h1 className={conversationId === undefined ? undefined : 'as-title'}>Conversas</h1>
            <div className="row-line">
              <SearchField search={search} />
              <button
                type="button"
                className="button icon"
                aria-label="Nova conversa"
                title="Nova conversa"
                onClick={() => setNew(true)}
              >
                <Icon name="plus" />
              </button>
            </div>
            {isNew && (
              <Suspense>
                <NewConversation clinicId={clinicId} onClose={() => setNew(false)} />
              </Suspense>
            )}
            <nav className="tabs" aria-label="Filas">
              {queues.map((name) => (
                <Link
                  key={name}
                  to="/c/$clinicId/conversas"
                  params={{ clinicId }}
                  search={{ fila: name }}
                  className="tab"
                  activeOptions={{ exact: true }}
                  aria-current={name === queue && search === undefined ? 'page' : undefined}
                >
                  {names[name]}
                  {name === 'equipe' && waitingCount > 0 && (
                    <span className="mark count number">{waitingCount}</span>
                  )}
                  {name === 'minhas' && counts !== undefined && counts.mine > 0 && (
                    <span className="number soft">{counts.mine}</span>
                  )}
                </Link>
              ))}
            </nav>
          </div>
          {failed !== null && (
            <Failure
              error={failed}
              what="Não consegui ler as conversas."
              onRetry={() => void Promise.all([listed.refetch(), waiting.refetch()])}
            />
          )}
          {failed === null && isLoading && (
            <div className="inbox-loading">
              <Skeleton height="4rem" count={6} />
            </div>
          )}
          {failed === null && !isLoading && rows.length === 0 && search === undefined && (
            <p className="empty">{empties[queue]}</p>
          )}
          {rows.length > 0 && <ConversationList clinicId={clinicId} rows={rows} zone={zone} onEnd={onEnd} />}
          {search !== undefined && (
            <Suspense>
              <FoundMessages
                clinicId={clinicId}
                search={search}
                zone={zone}
                isAlone={!isLoading && rows.length === 0}
              />
            </Suspense>
          )}
        </section>
        <Outlet />
      </div>
    </Names>
  );
}

/** Looks while one types, a moment behind. */
function SearchField({ search }: { search: string | undefined }) {
  const navigate = useNavigate({ from: '/c/$clinicId/conversas' });
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search ?? '');
  const late = useDeferredValue(text);
  const keys = useMemo(() => ({ '/': () => field.current?.focus() }), []);
  useKeys(keys);
  useEffect(() => {
    const wanted = late.trim();
    if (wanted === (search ?? '')) return;
    const timer = setTimeout(() => {
      void navigate({
        to: '.',
        search: (before) => ({ ...before, q: wanted === '' ? undefined : wanted }),
        replace: true,
      });
    }, 200);
    return () => clearTimeout(timer);
  }, [late, navigate, search]);
  return (
    <label className="search">
      <span className="spoken">Buscar por nome, telefone ou palavras das mensagens</span>
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        className="input"
        placeholder="Nome, telefone ou palavra"
        maxLength={80}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </label>
  );
}

/** Beside the list while nothing is open. */
export function NothingOpen() {
  return (
    <section className="talk talk-none">
      <p className="empty">
        Escolha uma conversa. <br />
        <span className="small">Com as teclas: j e k para andar, Enter para abrir.</span>
      </p>
    </section>
  );
}
