import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { namedClinics } from '../session/named-clinics.ts';
import { byUrgency } from './clinic-health.ts';
import { ClinicRow } from './ClinicRow.tsx';
import { NewClinic } from './new-clinic/NewClinic.tsx';
import { alertCounts, clinicConnections } from './queries.ts';

const mostShown = 200;

/** Every clinic with how it is doing; those first that cannot wait. */
export default function ClinicsPage() {
  const known = useQuery(everyClinic);
  const counted = useQuery(alertCounts);
  const [search, setSearch] = useState('');
  const [isNew, setNew] = useState(false);
  const wanted = useDeferredValue(search);
  const connected = useQuery(clinicConnections);
  const connections = new Map(connected.data?.map((one) => [one.clinicId, one]));
  const counts = new Map(counted.data?.map((one) => [one.clinicId, one]));
  const found = namedClinics(known.data ?? [], wanted).toSorted((a, b) =>
    byUrgency(counts.get(a.id), counts.get(b.id)),
  );
  return (
    <>
      <div className="row-line">
        <label className="search">
          <span className="spoken">Buscar clínica</span>
          <Icon name="search" size={18} />
          <input
            type="search"
            className="input"
            placeholder="Nome da clínica"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>
        <button type="button" className="button main" onClick={() => setNew(true)}>
          Nova clínica
        </button>
      </div>
      {isNew && <NewClinic onClose={() => setNew(false)} />}
      {known.isError && (
        <Failure
          error={known.error}
          what="Não consegui ler as clínicas."
          onRetry={() => void known.refetch()}
        />
      )}
      {counted.isError && (
        <Failure
          error={counted.error}
          what="Não consegui contar os alertas."
          onRetry={() => void counted.refetch()}
        />
      )}
      {connected.isError && (
        <Failure
          error={connected.error}
          what="Não consegui ler as conexões."
          onRetry={() => void connected.refetch()}
        />
      )}
      {(known.isPending || counted.isPending) && <Skeleton height="3.5rem" count={4} />}
      {known.isSuccess && !counted.isPending && (
        <section className="card" aria-label="Clínicas">
          {found.length === 0 && <p className="soft">Nenhuma com este nome.</p>}
          <ul className="choices">
            {found.slice(0, mostShown).map((clinic) => (
              <ClinicRow
                key={clinic.id}
                clinic={clinic}
                counts={counts.get(clinic.id)}
                connections={connections.get(clinic.id)}
                isCounted={counted.data !== undefined}
              />
            ))}
          </ul>
          {found.length > mostShown && (
            <p className="small soft">
              Mostrando {mostShown} de {found.length}. Busque pelo nome.
            </p>
          )}
        </section>
      )}
    </>
  );
}
