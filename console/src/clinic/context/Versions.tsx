import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { ReadMore } from '../../parts/ReadMore.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { dayAndTime } from '../../words/times.ts';
import { Changes } from './Changes.tsx';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly current: number;
  readonly zone: string;
  readonly onRestored: () => void;
};

/** Every version, what it changed, and the way back to it. */
export function Versions({ clinicId, current, zone, onRestored }: Props) {
  const now = useNow(60_000);
  const [open, setOpen] = useState<number>();
  const listed = useInfiniteQuery({
    queryKey: ['context', clinicId, 'versions', current],
    queryFn: ({ pageParam, signal }) =>
      client.listContextVersions({
        clinicId,
        limit: 20,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  if (listed.isError && !listed.isFetchNextPageError)
    return (
      <Failure
        error={listed.error}
        what="Não consegui ler as versões."
        onRetry={() => void listed.refetch()}
      />
    );
  if (listed.isPending) return <Skeleton height="3rem" count={4} />;
  return (
    <>
      <ul className="choices versions">
        {listed.data.pages
          .flatMap(({ items }) => items)
          .map(({ version, savedAt, restoredFrom }) => (
            <li key={version}>
              <div className="row-line">
                <h2 className="grow">
                  Versão {version} {version === current && <span className="mark team">atual</span>}
                </h2>
                <span className="small soft">
                  {dayAndTime(savedAt, zone, now)}
                  {restoredFrom !== undefined && `, volta à versão ${restoredFrom}`}
                </span>
                <button
                  type="button"
                  className="button"
                  aria-expanded={open === version}
                  onClick={() => setOpen(open === version ? undefined : version)}
                >
                  {open === version ? 'Fechar' : 'Ver o que mudou'}
                </button>
              </div>
              {open === version && (
                <OneVersion clinicId={clinicId} version={version} current={current} onRestored={onRestored} />
              )}
            </li>
          ))}
      </ul>
      <ReadMore listed={listed} words="Ver mais antigas" />
    </>
  );
}

type OneProps = {
  readonly clinicId: string;
  readonly version: number;
  readonly current: number;
  readonly onRestored: () => void;
};

function OneVersion({ clinicId, version, current, onRestored }: OneProps) {
  const queryClient = useQueryClient();
  const compared = useQuery({
    queryKey: ['context', clinicId, 'changes', version],
    queryFn: ({ signal }) => client.compareContextVersions({ clinicId, version, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const restore = useMutation({
    mutationFn: () => client.restoreContextVersion({ clinicId, version, ifMatch: current }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['context', clinicId] });
      onRestored();
    },
  });
  return (
    <div className="version">
      {compared.isError && <Failure error={compared.error} what="Não consegui comparar." />}
      {compared.isPending && <Skeleton height="3rem" />}
      {compared.data !== undefined && <Changes changes={compared.data.changes} />}
      {restore.isError && <Failure error={restore.error} what="A versão não voltou." />}
      {version !== current && (
        <p>
          <button
            type="button"
            className="button main"
            {...held(restore.isPending)}
            onClick={() => restore.mutate()}
          >
            Voltar à versão {version}
          </button>
        </p>
      )}
    </div>
  );
}
