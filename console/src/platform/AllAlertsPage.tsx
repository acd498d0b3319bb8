import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../live/live.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { ago } from '../words/times.ts';
import { allOpenAlerts } from './queries.ts';

/** What is wrong anywhere, newest first. */
export default function AllAlertsPage() {
  const alerts = useQuery(allOpenAlerts);
  const clinics = useQuery(everyClinic).data ?? [];
  const now = useNow(30_000);
  const nameOf = (clinicId: string) => clinics.find(({ id }) => id === clinicId)?.name ?? 'Clínica';
  return (
    <>
      {alerts.isError && (
        <Failure
          error={alerts.error}
          what="Não consegui ler os alertas."
          onRetry={() => void alerts.refetch()}
        />
      )}
      {alerts.isPending && <Skeleton height="5rem" count={3} />}
      {alerts.data?.length === 0 && <p className="empty">Tudo em ordem, em todas as clínicas.</p>}
      <ul className="alert-list">
        {alerts.data?.map(({ id, title, action, clinicId, message, openedAt, occurrences }) => (
          <li key={id} className="card">
            <div className="row-line">
              <h2 className="grow">{title}</h2>
              <span className="small soft">
                {ago(openedAt, now)}
                {occurrences > 1 && `, ${occurrences} vezes`}
              </span>
            </div>
            <p>
              {clinicId === undefined ? (
                'Toda a instalação. '
              ) : (
                <>
                  <Link to="/c/$clinicId/alertas" params={{ clinicId }}>
                    {nameOf(clinicId)}
                  </Link>
                  {'. '}
                </>
              )}
              {action}
            </p>
            <details className="small soft">
              <summary>Detalhes</summary>
              <p lang="en">{message}</p>
            </details>
          </li>
        ))}
      </ul>
      {alerts.data?.length === 100 && <p className="small soft">Mostrando os 100 mais novos.</p>}
    </>
  );
}
