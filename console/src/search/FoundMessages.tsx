import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { FoundMessage } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { useNow } from '../live/live.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { withoutMarks } from '../words/conversation-words.ts';
import { nameOf } from '../words/phones.ts';
import { listTime } from '../words/times.ts';
import './found.css';
import { held } from '../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly search: string;
  readonly zone: string;
  /** Nobody has such a name or number either. */
  readonly isAlone: boolean;
};

const pageSize = 20;
/** The server looks for nothing shorter. */
const isWorthIt = (search: string): boolean => /[\p{L}\p{N}]{3}/u.test(search);

const foundMessages = (clinicId: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ['found-messages', clinicId, search],
    queryFn: ({ pageParam, signal }) =>
      client.searchMessages({
        clinicId,
        words: search,
        limit: pageSize,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: isWorthIt(search),
    staleTime: 30_000,
  });

/** Messages that say what is looked for, newest first; each opens its conversation where it was said. */
export default function FoundMessages({ clinicId, search, zone, isAlone }: Props) {
  const found = useInfiniteQuery(foundMessages(clinicId, search));
  const now = useNow(30_000);
  const all = found.data?.pages.flatMap(({ items }) => items) ?? [];
  // a page may be empty because the search gave up on it: what is older is looked through next
  const goesOn = all.length === 0 && found.hasNextPage && !found.isError;
  const { fetchNextPage, isFetchingNextPage } = found;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, fetchNextPage]);
  const isLooking = found.isLoading || goesOn;
  if (found.isError)
    return (
      <Failure
        error={found.error}
        what="Não consegui procurar nas mensagens."
        onRetry={() => void found.refetch()}
      />
    );
  return (
    <>
      <p role="status" className={all.length === 0 && !isLooking && isAlone ? 'empty' : 'spoken'}>
        {isLooking
          ? 'Procurando nas mensagens…'
          : all.length > 0
            ? `${found.hasNextPage ? 'Mais de ' : ''}${all.length} nas mensagens`
            : isAlone && `Nada encontrado para “${search}”.`}
      </p>
      {isLooking && (
        <div className="inbox-loading">
          <Skeleton height="4rem" count={3} />
        </div>
      )}
      {all.length > 0 && (
        <section className="found" aria-labelledby="found-title">
          <h2 id="found-title" className="talk-section">
            Nas mensagens
          </h2>
          <ul>
            {all.map((message) => (
              <li key={message.id}>
                <FoundRow clinicId={clinicId} message={message} zone={zone} now={now} />
              </li>
            ))}
          </ul>
          {found.hasNextPage && (
            <p className="found-more">
              <button
                type="button"
                className="button"
                {...held(found.isFetchingNextPage)}
                onClick={() => void found.fetchNextPage()}
              >
                {found.isFetchingNextPage ? 'Procurando…' : 'Ver mais antigas'}
              </button>
            </p>
          )}
        </section>
      )}
    </>
  );
}

type RowProps = {
  readonly clinicId: string;
  readonly message: FoundMessage;
  readonly zone: string;
  readonly now: Date;
};

function FoundRow({ clinicId, message, zone, now }: RowProps) {
  const { id, conversationId, contact, direction, createdAt, excerpt } = message;
  return (
    <Link
      to="/c/$clinicId/conversas/$conversationId"
      params={{ clinicId, conversationId }}
      search={(before) => ({ ...before, m: id })}
      className="found-row"
      activeOptions={{ includeSearch: true }}
      activeProps={{ 'aria-current': 'true' }}
    >
      <span className="talk-row-name">{nameOf(contact)}</span>
      <time className="talk-row-time number" dateTime={createdAt}>
        {listTime(createdAt, zone, now)}
      </time>
      <span className="found-words">
        {direction === 'outbound' && <span className="soft">Clínica: </span>}
        {withoutMarks(excerpt.before)}
        <mark>{excerpt.match}</mark>
        {withoutMarks(excerpt.after)}
      </span>
    </Link>
  );
}
