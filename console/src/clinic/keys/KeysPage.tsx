import { useQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { KeyRow } from './KeyRow.tsx';
import { keysOf } from './keys-of.ts';
import { NewKey } from './NewKey.tsx';

/** Keys with which other programs of the clinic call the API. */
export default function KeysPage({ clinicId }: { clinicId: string }) {
  const keys = useQuery({
    queryKey: keysOf(clinicId),
    queryFn: async ({ signal }) => (await client.listClinicApiKeys({ clinicId, limit: 100, signal })).items,
  });
  return (
    <>
      <NewKey clinicId={clinicId} />
      {keys.isError && (
        <Failure error={keys.error} what="Não consegui ler as chaves." onRetry={() => void keys.refetch()} />
      )}
      {keys.isPending && <Skeleton height="3.5rem" count={2} />}
      {keys.data !== undefined && (
        <section className="card" aria-label="Chaves">
          <h2>Chaves</h2>
          {keys.data.length === 0 && <p className="soft">Nenhuma. Só crie se outro programa precisar.</p>}
          <ul className="choices">
            {keys.data.map((key) => (
              <KeyRow key={key.id} clinicId={clinicId} apiKey={key} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
