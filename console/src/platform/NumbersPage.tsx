import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../client.ts';
import { useNow } from '../live/live.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { phoneShown } from '../words/phones.ts';
import { ago } from '../words/times.ts';

/** The numbers of every clinic that Meta shows in trouble, as of the daily look. */
export default function NumbersPage() {
  const health = useQuery({
    queryKey: ['platform', 'numbers'],
    queryFn: ({ signal }) => client.listTroubledWhatsAppNumbers({ signal }),
    refetchInterval: 60_000,
  });
  const clinics = useQuery(everyClinic).data ?? [];
  const now = useNow(60_000);
  const nameOf = (clinicId: string) => clinics.find(({ id }) => id === clinicId)?.name ?? 'Clínica';
  const { numbers = [], healthy = 0 } = health.data ?? {};
  return (
    <>
      {health.isError && (
        <Failure
          error={health.error}
          what="Não consegui ler a situação dos números."
          onRetry={() => void health.refetch()}
        />
      )}
      {health.isPending && <Skeleton height="3.5rem" count={3} />}
      {health.isSuccess && (
        <p className={numbers.length === 0 ? 'empty' : 'soft'}>{inOrder(healthy, numbers.length)}</p>
      )}
      {numbers.length > 0 && (
        <section className="card" aria-label="Números com problemas">
          <ul className="templates">
            {numbers.map(({ clinicId, whatsappNumber, issues, failure, readAt }) => (
              <li key={`${clinicId} ${whatsappNumber}`}>
                <p className="row-line">
                  <span className="grow">
                    <Link to="/c/$clinicId/clinica/$part" params={{ clinicId, part: 'whatsapp' }} search={{}}>
                      {nameOf(clinicId)}
                    </Link>{' '}
                    <span className="number">{phoneShown(whatsappNumber)}</span>
                  </span>
                  <span className="small soft">conferido {ago(readAt, now)}</span>
                </p>
                {issues.map(({ code, message }) => (
                  <span key={code} className="health small" data-state="bad">
                    {message}
                  </span>
                ))}
                {failure !== undefined && (
                  <span className="health small" data-state="warn">
                    A última conferência falhou (código {failure})
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function inOrder(healthy: number, troubled: number): string {
  if (healthy + troubled === 0) return 'Nenhum número foi conferido ainda. Acontece uma vez por dia.';
  return healthy === 1 ? '1 número em ordem na Meta.' : `${healthy} números em ordem na Meta.`;
}
