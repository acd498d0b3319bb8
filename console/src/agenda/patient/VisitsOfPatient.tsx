import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { Failure } from '../../parts/states.tsx';
import { clockTime, dayOf, shortDay } from '../../words/times.ts';
import { clinicKnowledge } from '../queries.ts';
import { readPages, visitsAt } from './patient-visits.ts';

type Person = { readonly id: string; readonly name: string };
type Props = { readonly clinicId: string; readonly contactId: string; readonly zone: string };

const yearMs = 366 * 86_400_000;

const visitsOf = (clinicId: string, contactId: string) => ({
  // under the agenda: what changes there changes this
  queryKey: ['agenda', clinicId, 'patient', contactId],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const now = Date.now();
    const between = (from: number, to: number) =>
      readPages((cursor) =>
        client.listAppointments({
          clinicId,
          contactId,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          limit: 100,
          ...(cursor !== undefined && { cursor }),
          signal,
        }),
      );
    const [past, coming] = await Promise.all([between(now - yearMs, now), between(now, now + yearMs)]);
    return { past, coming };
  },
  staleTime: 60_000,
});

/** The visits to come and the last ones that were, each with the way to its day. */
export default function VisitsOfPatient({ clinicId, contactId, zone }: Props) {
  const now = useNow(60_000);
  const found = useQuery(visitsOf(clinicId, contactId));
  const knowledge = useQuery(clinicKnowledge(clinicId)).data;
  const people = (knowledge?.professionals ?? []) as readonly unknown[] as readonly Person[];
  if (found.isError)
    return (
      <Failure
        error={found.error}
        what="Não consegui ler as consultas."
        onRetry={() => void found.refetch()}
      />
    );
  if (found.data === undefined) return null;
  const { next, last } = visitsAt(now, found.data);
  const nameOf = (id: string | undefined) => people.find((one) => one.id === id)?.name;
  const parts = [
    { title: 'Próximas consultas', ...next },
    { title: 'Últimas consultas', ...last },
  ];
  return parts.map(
    ({ title, visits, hasMore }) =>
      (visits.length > 0 || hasMore || title === 'Próximas consultas') && (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          {visits.length === 0 && !hasMore && <p className="small soft">Nenhuma marcada.</p>}
          <ul className="patient-visits">
            {visits.map(({ id, start, serviceName, professionalId }) => {
              const name = nameOf(professionalId);
              return (
                <li key={id}>
                  <Link
                    to="/c/$clinicId/agenda"
                    params={{ clinicId }}
                    search={{ dia: dayOf(start, zone) }}
                    className="number"
                  >
                    {shortDay(dayOf(start, zone))}, {clockTime(start, zone)}
                  </Link>
                  <span className="small soft">
                    {serviceName}
                    {name !== undefined && `, ${name}`}
                  </span>
                </li>
              );
            })}
          </ul>
          {hasMore && <p className="small soft">Há mais na agenda.</p>}
        </section>
      ),
  );
}
