import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BrowserSession } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { useNow } from '../live/live.tsx';
import { Confirm } from '../parts/Confirm.tsx';
import { ReadMore } from '../parts/ReadMore.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { signOut } from '../session/sign-out.ts';
import { ago } from '../words/times.ts';

const queryKey = ['platform', 'sessions'];

/** Every browser that is signed in. */
export default function AccessPage() {
  const sessions = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      client.listBrowserSessions({
        limit: 50,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const items = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p>
        <button type="button" className="button" onClick={() => void signOut()}>
          Sair neste navegador
        </button>
      </p>
      {sessions.isError && !sessions.isFetchNextPageError && (
        <Failure
          error={sessions.error}
          what="Não consegui ler os acessos."
          onRetry={() => void sessions.refetch()}
        />
      )}
      {sessions.isPending && <Skeleton height="3.5rem" count={3} />}
      {sessions.isSuccess && items.length === 0 && (
        <p className="empty">Ninguém entrou com login. Quem entrou pelo link do terminal não aparece aqui.</p>
      )}
      {items.length > 0 && (
        <section className="card" aria-label="Quem está com o console aberto">
          <ul className="choices">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
          <ReadMore listed={sessions} />
        </section>
      )}
    </>
  );
}

function SessionRow({ session }: { session: BrowserSession }) {
  const queryClient = useQueryClient();
  const now = useNow(60_000);
  const [asks, setAsks] = useState(false);
  const { id, userId, displayName, email, lastUsedAt } = session;
  const who = displayName ?? email ?? userId;
  const end = useMutation({
    mutationFn: () => client.endBrowserSession({ id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
  return (
    <li>
      <p>
        {who}
        {email !== undefined && email !== who && <span className="small soft"> {email}</span>}
      </p>
      <span className="small soft">usado {ago(lastUsedAt, now)}</span>
      <button
        type="button"
        className="button quiet"
        aria-label={`Encerrar o acesso de ${who}`}
        onClick={() => setAsks(true)}
      >
        Encerrar
      </button>
      {asks && (
        <Confirm
          title={`Encerrar o acesso de ${who}?`}
          keep="Manter o acesso"
          does="Encerrar o acesso"
          act={end}
          failure="O acesso não foi encerrado."
          onClose={() => setAsks(false)}
        >
          <p>O console se fecha neste navegador da pessoa, e ela precisa entrar de novo.</p>
        </Confirm>
      )}
    </li>
  );
}
