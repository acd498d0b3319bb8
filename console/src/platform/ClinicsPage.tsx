import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useDeferredValue, useState } from 'react';
import type { AlertCounts, Clinic } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { namedClinics } from '../session/named-clinics.ts';
import { byUrgency, clinicHealth } from './clinic-health.ts';
import { NewClinic } from './NewClinic.tsx';
import { alertCounts } from './queries.ts';

const mostShown = 200;

/** Every clinic with how it is doing; those first that cannot wait. */
export default function ClinicsPage() {
  const known = useQuery(everyClinic);
  const counted = useQuery(alertCounts);
  const [search, setSearch] = useState('');
  const [isNew, setNew] = useState(false);
  const wanted = useDeferredValue(search);
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

type RowProps = {
  readonly clinic: Clinic;
  readonly counts: AlertCounts | undefined;
  /** Without it nobody can say that all is well. */
  readonly isCounted: boolean;
};

function ClinicRow({ clinic, counts, isCounted }: RowProps) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { state, text, marks } = clinicHealth(clinic, counts);
  const { id, name, isActive, version } = clinic;
  const change = useMutation({
    mutationFn: () => client.changeClinic({ clinicId: id, body: { isActive: !isActive }, ifMatch: version }),
    async onSettled() {
      await queryClient.invalidateQueries({ queryKey: ['clinics'] });
    },
    onSuccess: () => setAsks(false),
  });
  const does = isActive ? 'Desativar' : 'Reativar';
  return (
    <li>
      <p>
        <Link to="/c/$clinicId/conversas" params={{ clinicId: id }} search={{}}>
          {name}
        </Link>{' '}
        {marks.map((mark) => (
          <Fragment key={mark}>
            <span className="mark bad">{mark}</span>{' '}
          </Fragment>
        ))}
      </p>
      <span className="health small" data-state={isCounted ? state : 'off'}>
        {isCounted || !isActive ? text : 'Não se sabe'}
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={`${does} ${name}`}
        disabled={change.isPending}
        onClick={() => (isActive ? setAsks(true) : change.mutate())}
      >
        {does}
      </button>
      {change.isError && <Failure error={change.error} what="A clínica não mudou." />}
      {asks && (
        <Dialog title={`Desativar ${name}?`} onClose={() => setAsks(false)}>
          <p>
            Nada mais é recebido nem enviado por ela. O que a Meta entregar fica parado e entra quando for
            reativada.
          </p>
          <div className="dialog-foot">
            <button type="button" className="button" onClick={() => setAsks(false)}>
              Não desativar
            </button>
            <button
              type="button"
              className="button bad"
              disabled={change.isPending}
              onClick={() => change.mutate()}
            >
              Desativar
            </button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
