import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { Alert, Clinic } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { namedClinics } from '../session/named-clinics.ts';
import { NewClinic } from './NewClinic.tsx';
import { allOpenAlerts } from './queries.ts';

const mostShown = 200;

/** Every clinic with how it is doing; those with alerts first. */
export default function ClinicsPage() {
  const known = useQuery(everyClinic);
  const alerts = useQuery(allOpenAlerts);
  const [search, setSearch] = useState('');
  const [isNew, setNew] = useState(false);
  const wanted = useDeferredValue(search);
  const of = Map.groupBy(alerts.data ?? [], ({ clinicId }) => clinicId);
  const found = namedClinics(known.data ?? [], wanted).toSorted(
    (a, b) => (of.get(b.id)?.length ?? 0) - (of.get(a.id)?.length ?? 0),
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
      {known.isPending && <Skeleton height="3.5rem" count={4} />}
      {known.isSuccess && (
        <section className="card" aria-label="Clínicas">
          {found.length === 0 && <p className="soft">Nenhuma com este nome.</p>}
          <ul className="choices">
            {found.slice(0, mostShown).map((clinic) => (
              <ClinicRow key={clinic.id} clinic={clinic} alerts={of.get(clinic.id) ?? []} />
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

function healthOf({ isActive, simulation }: Clinic, alerts: readonly Alert[]) {
  if (!isActive) return { state: 'off', text: 'Desativada: não recebe nem envia' };
  const [first] = alerts;
  if (first !== undefined) {
    const more = alerts.length > 1 ? ` e mais ${alerts.length - 1}` : '';
    return { state: 'bad', text: `${first.title}${more}` };
  }
  return simulation
    ? { state: 'warn', text: 'Só simula: nada sai' }
    : { state: 'good', text: 'Tudo em ordem' };
}

function ClinicRow({ clinic, alerts }: { clinic: Clinic; alerts: readonly Alert[] }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { state, text } = healthOf(clinic, alerts);
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
        </Link>
      </p>
      <span className="health small" data-state={state}>
        {text}
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
