import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { dayAndTime } from '../../words/times.ts';
import { actionWords, actorWords, outcomeOf } from './audit-words.ts';

/** What people and programs have done in the clinic, newest first. */
export default function AuditPage({ clinicId }: { clinicId: string }) {
  const now = useNow(60_000);
  const zone = useClinic(clinicId).timeZone;
  const members = useQuery({
    queryKey: ['member-names', clinicId],
    queryFn: async ({ signal }) => (await client.listMembers({ clinicId, limit: 100, signal })).items,
  }).data;
  const listed = useInfiniteQuery({
    queryKey: ['audit', clinicId],
    queryFn: ({ pageParam, signal }) =>
      client.listAuditEntries({
        clinicId,
        limit: 50,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  if (listed.isError)
    return (
      <Failure
        error={listed.error}
        what="Não consegui ler o registro."
        onRetry={() => void listed.refetch()}
      />
    );
  if (listed.isPending) return <Skeleton height="2.5rem" count={6} />;
  const entries = listed.data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <p className="empty">Ainda não há nada registrado.</p>;
  return (
    <section className="card" aria-label="Registro">
      <p className="small soft">Quem fez o quê, inclusive o que foi recusado.</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Tabela do registro">
        <table className="table records">
          <thead>
            <tr>
              <th scope="col">Quando</th>
              <th scope="col">Quem</th>
              <th scope="col">O quê</th>
              <th scope="col">Como acabou</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td className="number">{dayAndTime(entry.at, zone, now)}</td>
                <td>{actorWords(entry.actor, members ?? [])}</td>
                <td>{actionWords(entry.action)}</td>
                <td>{outcomeOf(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {listed.hasNextPage && (
        <p>
          <button
            type="button"
            className="button"
            disabled={listed.isFetchingNextPage}
            onClick={() => void listed.fetchNextPage()}
          >
            Ver mais antigos
          </button>
        </p>
      )}
    </section>
  );
}
