import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../client.ts';
import { useNow } from '../../../live/live.tsx';
import { ReadMore } from '../../../parts/ReadMore.tsx';
import { Failure, Skeleton } from '../../../parts/states.tsx';
import { dayAndTime } from '../../../words/times.ts';
import { actorName } from '../../records/audit-words.ts';
import { useMemberNames } from '../../records/member-names.ts';
import { OneVersion } from './OneVersion.tsx';

type Props = {
  readonly clinicId: string;
  readonly current: number;
  readonly zone: string;
  readonly onRestored: () => void;
};

/** Every version, what it changed, and the way back to it. */
export function Versions({ clinicId, current, zone, onRestored }: Props) {
  const now = useNow(60_000);
  const names = useMemberNames(clinicId);
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
          .map(({ version, savedAt, savedBy, restoredFrom }) => (
            <li key={version}>
              <div className="row-line">
                <h2 className="grow">
                  Versão {version} {version === current && <span className="mark team">atual</span>}
                </h2>
                <span className="small soft">
                  {dayAndTime(savedAt, zone, now)}
                  {savedBy !== undefined && byWhom(savedBy, names)}
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

/** A name that is still being read is not said to be unknown. */
function byWhom(actor: string, { members, isPending }: ReturnType<typeof useMemberNames>): string {
  const name = actorName(actor, members) ?? (isPending ? undefined : 'Pessoa fora da equipe');
  return name === undefined ? '' : `, por ${name}`;
}
