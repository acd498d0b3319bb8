import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Outlet, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { colleagueList, Names, namesOf } from '../conversation/team/colleagues.ts';
import { useClinic } from '../session/clinic.ts';
import { whoAmI } from '../session/session.ts';
import { useTitle } from '../shell/use-title.ts';
import { ConversationList } from './ConversationList.tsx';
import type { ListFilter, Queue } from './lists.ts';
import { conversationCounts, conversationList } from './queries.ts';
import { QueueTabs } from './QueueTabs.tsx';
import type { Row } from './rows.ts';
import { SearchField } from './SearchField.tsx';
import { teamRows } from './team-rows.ts';
import { useLiveInbox } from './use-live-inbox.ts';
import { useWaiting } from './use-waiting.ts';
import './inbox.css';

const FoundMessages = lazy(() => import('../search/FoundMessages.tsx'));
const NewConversation = lazy(() => import('./NewConversation.tsx'));

const empties: Readonly<Record<Queue, string>> = {
  equipe: 'Ninguém esperando. A assistente está cuidando das conversas.',
  minhas: 'Você não é responsável por nenhuma conversa agora.',
  assistente: 'A assistente não tem nenhuma conversa agora.',
  todas: 'Ainda não há conversas. Quando um paciente escrever, ele aparece aqui.',
};
const inTeamsHand: ListFilter = { mode: 'human' };

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
  useTitle('Conversas');
  const [isNew, setNew] = useState(false);
  /** How often a queue was chosen: each time the search field begins again, with what was still being typed forgotten. */
  const [chosen, setChosen] = useState(0);

  const isTeam = queue === 'equipe' && search === undefined;
  const waiting = useWaiting(clinicId, isTeam);
  const other: ListFilter = useMemo(() => {
    if (search !== undefined) return { search };
    if (queue === 'equipe') return inTeamsHand;
    if (queue === 'minhas') return { assignedTo: me ?? '' };
    return queue === 'assistente' ? { mode: 'assistant' } : {};
  }, [me, queue, search]);
  const listed = useInfiniteQuery(conversationList(clinicId, other));

  const items = useMemo(() => listed.data?.pages.flatMap((page) => page.items) ?? [], [listed.data]);
  const counted = counts?.waiting;
  const { items: whoWaits, hasMore, error } = waiting;
  const rows = useMemo((): readonly Row[] => {
    if (isTeam) return teamRows({ items: whoWaits, counted, hasMore, hasFailed: error !== null }, items);
    return items.map((conversation) => ({ kind: 'conversation', conversation }));
  }, [counted, error, hasMore, isTeam, items, whoWaits]);
  const { fetchNextPage, hasNextPage, isFetching, isError } = listed;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isError, isFetching]);

  const isLoading = listed.isPending || (isTeam && waiting.isPending);
  const failed = listed.error ?? (isTeam ? error : null);
  return (
    <Names value={people}>
      <div className="inbox" data-open={conversationId !== undefined}>
        <section className="inbox-list" aria-label="Lista de conversas">
          <div className="inbox-head">
            <h1 className={conversationId === undefined ? undefined : 'as-title'}>Conversas</h1>
            <div className="row-line">
              <SearchField key={chosen} search={search} />
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
            <QueueTabs
              clinicId={clinicId}
              shown={search === undefined ? queue : undefined}
              counts={counts}
              onChoose={() => setChosen(chosen + 1)}
            />
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
