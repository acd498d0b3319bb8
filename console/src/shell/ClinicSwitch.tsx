import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { everyClinic } from '../session/every-clinic.ts';
import { namedClinics } from '../session/named-clinics.ts';

type Props = { readonly clinicId: string; readonly onClose: () => void };

const mostShown = 30;
/** With fewer, one sees them all. */
const fewestToSearch = 8;

/** The clinics that the person works for, to go to another one. */
export default function ClinicSwitch({ clinicId, onClose }: Props) {
  const known = useQuery(everyClinic);
  const [search, setSearch] = useState('');
  const found = namedClinics(known.data ?? [], useDeferredValue(search));
  return (
    <Dialog title="Trocar de clínica" onClose={onClose}>
      {(known.data?.length ?? 0) >= fewestToSearch && (
        <label className="field">
          <span>Nome da clínica</span>
          <input
            type="search"
            className="input"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>
      )}
      {known.isError && (
        <Failure
          error={known.error}
          what="Não consegui ler as clínicas."
          onRetry={() => void known.refetch()}
        />
      )}
      {known.isPending && <Skeleton height="2.5rem" count={4} />}
      <nav className="more" aria-label="Clínicas">
        {found.slice(0, mostShown).map(({ id, name }) => (
          <Link
            key={id}
            to="/c/$clinicId/conversas"
            params={{ clinicId: id }}
            search={{}}
            className="button"
            aria-current={id === clinicId ? 'true' : undefined}
            onClick={onClose}
          >
            {name}
          </Link>
        ))}
      </nav>
      <p className="small soft" role="status">
        {known.isSuccess && found.length === 0 && 'Nenhuma com este nome.'}
        {found.length > mostShown && `Mostrando ${mostShown} de ${found.length}. Busque pelo nome.`}
      </p>
    </Dialog>
  );
}
