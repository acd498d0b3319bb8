import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { Failure, Skeleton } from '../parts/states.tsx';
import { Days } from '../conversation/Messages.tsx';
import { timeline } from '../conversation/team/timeline.ts';
import { held } from '../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly zone: string;
  readonly label: string;
  /** Back to the end of the conversation. */
  readonly onNow: () => void;
};

/** Each page is what stands around one message: going on means asking for what stands around the outermost one. */
const messagesAround = (clinicId: string, conversationId: string, messageId: string) =>
  infiniteQueryOptions({
    queryKey: ['messages-around', clinicId, conversationId, messageId],
    queryFn: ({ pageParam, signal }) =>
      client.readMessagesAround({ clinicId, conversationId, messageId: pageParam, signal }),
    initialPageParam: messageId,
    getNextPageParam: ({ items, hasOlder }) => (hasOlder ? items.at(-1)?.id : undefined),
    getPreviousPageParam: ({ items, hasNewer }) => (hasNewer ? items[0]?.id : undefined),
    staleTime: 30_000,
    gcTime: 0,
  });

/** Notes of the team are not among what was said long ago. */
const nothing = () => Promise.resolve();

/** A conversation where something was said long ago, with what stands around it. */
export default function FoundPlace(props: Props) {
  const { clinicId, conversationId, messageId, zone, label, onNow } = props;
  const around = useInfiniteQuery(messagesAround(clinicId, conversationId, messageId));
  const lines = useMemo(() => {
    const byId = new Map<string, Message>();
    for (const { items } of around.data?.pages ?? [])
      for (const message of items) if (!byId.has(message.id)) byId.set(message.id, message);
    return timeline([...byId.values()].toReversed(), [], false);
  }, [around.data?.pages]);

  const log = useRef<HTMLDivElement>(null);
  const before = useRef({ height: 0, first: '' });
  useLayoutEffect(() => {
    const shown = log.current;
    const first = lines[0]?.id;
    if (shown === null || first === undefined) return;
    const was = before.current;
    if (was.first === '') shown.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
    else if (was.first !== first) shown.scrollTop += shown.scrollHeight - was.height;
    before.current = { height: shown.scrollHeight, first };
  }, [lines]);

  if (around.isError)
    return (
      <div className="log-frame">
        <Failure
          error={around.error}
          what="Não consegui ir até essa mensagem."
          onRetry={() => void around.refetch()}
        />
        <p>
          <button type="button" className="button" onClick={onNow}>
            Ver as mensagens de agora
          </button>
        </p>
      </div>
    );
  return (
    <div className="log-frame">
      <div ref={log} className="log log-past" role="region" aria-label={label} tabIndex={0}>
        {around.isPending && <Skeleton height="3rem" count={4} />}
        {around.hasNextPage && (
          <p className="log-older">
            <button
              type="button"
              className="button"
              {...held(around.isFetchingNextPage)}
              onClick={() => void around.fetchNextPage()}
            >
              {around.isFetchingNextPage ? 'Carregando…' : 'Ver mensagens anteriores'}
            </button>
          </p>
        )}
        <Days clinicId={clinicId} lines={lines} onNoteDeleted={nothing} zone={zone} found={messageId} />
        {around.hasPreviousPage && (
          <p className="log-older">
            <button
              type="button"
              className="button"
              {...held(around.isFetchingPreviousPage)}
              onClick={() => void around.fetchPreviousPage()}
            >
              {around.isFetchingPreviousPage ? 'Carregando…' : 'Ver mensagens seguintes'}
            </button>
          </p>
        )}
      </div>
      <button type="button" className="button main log-pill" onClick={onNow}>
        Ir para as mensagens de agora
      </button>
    </div>
  );
}
