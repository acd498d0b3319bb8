import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { AuditEntry } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { ReadMore } from '../../parts/ReadMore.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { dayOf } from '../../words/times.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import { auditFilterOf, auditQuery, isFiltered, type AuditFilter } from './audit-filters.ts';
import { useMemberNames } from './member-names.ts';
import './records.css';

const here = '/c/$clinicId/clinica/$part';

/** What people and programs have done in the clinic, newest first. */
export default function AuditPage({ clinicId }: { clinicId: string }) {
  const now = useNow(60_000);
  const zone = useClinic(clinicId).timeZone;
  const filter = auditFilterOf(useSearch({ from: here }));
  const navigate = useNavigate({ from: here });
  const choose = (chosen: AuditFilter) => void navigate({ to: '.', search: () => chosen, replace: true });
  const { members } = useMemberNames(clinicId);
  const listed = useInfiniteQuery({
    queryKey: ['audit', clinicId, filter, zone],
    queryFn: ({ pageParam, signal }) =>
      client.listAuditEntries({
        clinicId,
        limit: 50,
        ...auditQuery(filter, zone),
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const entries = listed.data?.pages.flatMap(({ items }) => items) ?? [];
  // of whatever was read with other filters, too: a choice does not take the others away
  const queryClient = useQueryClient();
  const read = queryClient.getQueriesData<InfiniteData<{ items: readonly AuditEntry[] }>>({
    queryKey: ['audit', clinicId],
  });
  const actors = read.flatMap(
    ([, data]) => data?.pages.flatMap(({ items }) => items.map(({ actor }) => actor)) ?? [],
  );
  return (
    <section className="card" aria-label="Registro">
      <p className="small soft">Quem fez o quê, inclusive o que foi recusado.</p>
      <AuditFilters
        filter={filter}
        members={members}
        actors={actors}
        today={dayOf(now, zone)}
        onFilter={choose}
      />
      {listed.isError && !listed.isFetchNextPageError && (
        <Failure
          error={listed.error}
          what="Não consegui ler o registro."
          onRetry={() => void listed.refetch()}
        />
      )}
      {listed.isPending && <Skeleton height="2.5rem" count={6} />}
      {listed.isSuccess && entries.length === 0 && (
        <p className="empty" role="status">
          {isFiltered(filter) ? 'Nada com estes filtros.' : 'Ainda não há nada registrado.'}
        </p>
      )}
      {entries.length > 0 && (
        <AuditTable
          entries={entries}
          members={members}
          zone={zone}
          now={now}
          onActor={(quem) => choose({ ...filter, quem })}
        />
      )}
      <ReadMore listed={listed} />
    </section>
  );
}
