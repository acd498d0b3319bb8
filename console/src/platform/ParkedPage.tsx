import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../client.ts';
import { useNow } from '../live/live.tsx';
import { ReadMore } from '../parts/ReadMore.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { phoneShown } from '../words/phones.ts';
import { ago } from '../words/times.ts';
import { kindWords, reasonWords } from './parked-words.ts';
import { held } from '../parts/held.ts';

const queryKey = ['platform', 'parked'];
const mostParts = 200;

/** Tries everything again, part by part, until the end or until somebody leaves the page. */
async function replayAll(): Promise<{ readonly looked: number; readonly resolved: number }> {
  let looked = 0;
  let resolved = 0;
  let cursor: string | undefined;
  for (let part = 0; part < mostParts; part += 1) {
    const done = await client.replayParkedItems({ ...(cursor !== undefined && { cursor }) });
    looked += done.looked;
    resolved += done.resolved;
    if (done.nextCursor === null) break;
    cursor = done.nextCursor;
  }
  return { looked, resolved };
}

/** What Meta sent and could not be placed, without what was said in it. */
export default function ParkedPage() {
  const queryClient = useQueryClient();
  const now = useNow(60_000);
  const clinics = useQuery(everyClinic).data ?? [];
  const parked = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      client.listParkedItems({ limit: 50, ...(pageParam !== undefined && { cursor: pageParam }), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const replay = useMutation({
    mutationFn: replayAll,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['platform'] }),
  });
  const items = parked.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="row-line">
        <p className="grow soft">O que a Meta entregou e não tem para onde ir. Nada disso se perde.</p>
        <button
          type="button"
          className="button main"
          {...held(replay.isPending || items.length === 0)}
          onClick={() => replay.mutate()}
        >
          {replay.isPending ? 'Tentando…' : 'Tentar de novo'}
        </button>
      </div>
      <p className="small" role="status">
        {replay.data !== undefined &&
          `${replay.data.resolved} de ${replay.data.looked} ${replay.data.resolved === 1 ? 'foi encaminhado' : 'foram encaminhados'}.`}
      </p>
      {replay.isError && <Failure error={replay.error} what="A nova tentativa parou." />}
      {parked.isError && !parked.isFetchNextPageError && (
        <Failure
          error={parked.error}
          what="Não consegui ler o que está parado."
          onRetry={() => void parked.refetch()}
        />
      )}
      {parked.isPending && <Skeleton height="3.5rem" count={3} />}
      {parked.isSuccess && items.length === 0 && <p className="empty">Nada parado.</p>}
      {items.length > 0 && (
        <section className="card" aria-label="Itens parados">
          <ul className="choices">
            {items.map(({ id, reason, kind, clinicId, displayNumber, receivedAt }) => (
              <li key={id}>
                <p>
                  {kindWords(kind)}{' '}
                  {displayNumber !== undefined && `para ${phoneShown(displayNumber.replace(/\D/g, ''))}`}
                </p>
                <span className="small soft">
                  {reasonWords(reason)}
                  {clinicId !== undefined &&
                    ` · ${clinics.find((one) => one.id === clinicId)?.name ?? 'clínica'}`}
                </span>
                <span className="small soft">{ago(receivedAt, now)}</span>
              </li>
            ))}
          </ul>
          <ReadMore listed={parked} />
        </section>
      )}
    </>
  );
}
