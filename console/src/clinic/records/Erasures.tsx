import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { Erasure } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { ReadMore } from '../../parts/ReadMore.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { dayAndTime } from '../../words/times.ts';
import { actorName, actorWords } from './audit-words.ts';
import { certificateName, certificateText } from './certificate.ts';
import { useMemberNames } from './member-names.ts';
import { held } from '../../parts/held.ts';

/** What was erased of patients, with the proof of each. */
export function Erasures({ clinicId }: { clinicId: string }) {
  const listed = useInfiniteQuery({
    queryKey: ['erasures', clinicId],
    queryFn: ({ pageParam, signal }) =>
      client.listErasures({
        clinicId,
        limit: 20,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // whoever has just erased somebody comes for the proof
    staleTime: 0,
  });
  const names = useMemberNames(clinicId);
  const erasures = listed.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="card" aria-label="Apagamentos">
      <h2>O que foi apagado</h2>
      {listed.isError && !listed.isFetchNextPageError && (
        <Failure
          error={listed.error}
          what="Não consegui ler os apagamentos."
          onRetry={() => void listed.refetch()}
        />
      )}
      {listed.isPending && <Skeleton height="2.5rem" count={2} />}
      {listed.isSuccess && erasures.length === 0 && <p className="soft">Ninguém foi apagado ainda.</p>}
      {erasures.length > 0 && (
        <ul className="erasures">
          {erasures.map((erasure) => (
            <ErasureLine key={erasure.id} clinicId={clinicId} erasure={erasure} names={names} />
          ))}
        </ul>
      )}
      <ReadMore listed={listed} />
    </section>
  );
}

type LineProps = {
  readonly clinicId: string;
  readonly erasure: Erasure;
  readonly names: ReturnType<typeof useMemberNames>;
};

function ErasureLine({ clinicId, erasure, names: { members, isPending } }: LineProps) {
  const { id: erasureId, erasedAt, erasedBy, state } = erasure;
  const now = useNow(60_000);
  const { name: clinic, timeZone } = useClinic(clinicId);
  const download = useMutation({
    mutationFn: () => client.getErasureCertificate({ clinicId, erasureId }),
    onSuccess({ certificate }) {
      const when = new Date(erasedAt).toLocaleString('pt-BR', { timeZone, timeZoneName: 'short' });
      const by = erasedBy === undefined ? undefined : actorName(erasedBy, members);
      const keys = new URL('/.well-known/jwks.json', location.origin).href;
      const text = certificateText({ erasure, certificate, clinic, when, by, keys });
      saveFile(certificateName(erasure), text, 'text/plain;charset=utf-8');
    },
  });
  return (
    <li className="row-line">
      <span className="grow">
        <span className="number">{dayAndTime(erasedAt, timeZone, now)}</span>
        {!isPending && (
          <span className="soft">
            {' · '}
            {erasedBy === undefined ? 'autor não registrado' : `por ${actorWords(erasedBy, members)}`}
          </span>
        )}
      </span>
      {state === 'done' ? (
        <button
          type="button"
          className="button"
          {...held(download.isPending || isPending)}
          onClick={() => download.mutate()}
        >
          Baixar comprovante
        </button>
      ) : (
        <span className="small soft">Comprovante em preparo</span>
      )}
      {download.isError && <Failure error={download.error} what="O comprovante não veio." />}
    </li>
  );
}
