import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { AlertCounts, Clinic, ClinicConnections } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Failure } from '../parts/states.tsx';
import { clinicHealth } from './clinic-health.ts';
import { held } from '../parts/held.ts';

type Props = {
  readonly clinic: Clinic;
  readonly counts: AlertCounts | undefined;
  readonly connections: ClinicConnections | undefined;
  /** Without it nobody can say that all is well. */
  readonly isCounted: boolean;
};

/** One clinic with how it is doing, and the way to switch it off and on. */
export function ClinicRow({ clinic, counts, connections, isCounted }: Props) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { state, text, marks } = clinicHealth(clinic, counts, connections);
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
        {...held(change.isPending)}
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
              {...held(change.isPending)}
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
