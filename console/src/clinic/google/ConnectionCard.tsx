import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoogleConnection } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { ago, dayAndTime } from '../../words/times.ts';
import { healthOf } from './google-words.ts';
import { held } from '../../parts/held.ts';

type Props = { readonly clinicId: string; readonly connection: GoogleConnection; readonly zone: string };

/** The account, how it is, and the two things that can be done about it. */
export function ConnectionCard({ clinicId, connection, zone }: Props) {
  const now = useNow(30_000);
  const [asks, setAsks] = useState(false);
  const { status, accountEmail, lastSuccessAt, accessEndsAt, reason, nextStep } = connection;
  const { state, text } = healthOf(connection);
  const isOn = status !== 'not_connected' && status !== 'disconnecting';
  return (
    <section className="card" aria-label="Conta do Google">
      <div className="row-line">
        <h2 className="grow health" data-state={state}>
          {text}
        </h2>
        {isOn && (
          <button type="button" className="button quiet" onClick={() => setAsks(true)}>
            Desconectar
          </button>
        )}
        <ConnectButton clinicId={clinicId} isFirst={!isOn} isNeeded={state !== 'good'} />
      </div>
      {reason !== undefined && status !== 'not_connected' && (
        <p className="small">
          {reason} {nextStep}
        </p>
      )}
      {status === 'not_connected' && (
        <p>
          Conecte a conta em que ficam as agendas da clínica. Lemos quando cada profissional está ocupado e
          escrevemos os horários marcados. Nada mais da conta é lido.
        </p>
      )}
      {isOn && (
        <dl className="facts">
          <dt>Conta</dt>
          <dd>{accountEmail}</dd>
          {lastSuccessAt !== undefined && (
            <>
              <dt>Última leitura</dt>
              <dd>{ago(lastSuccessAt, now)}</dd>
            </>
          )}
          {accessEndsAt !== undefined && (
            <>
              <dt>O acesso termina</dt>
              <dd>{dayAndTime(accessEndsAt, zone, now)}. Conecte de novo antes.</dd>
            </>
          )}
        </dl>
      )}
      {asks && <Disconnect clinicId={clinicId} onClose={() => setAsks(false)} />}
    </section>
  );
}

/** To Google in this tab, and back to this page. */
function ConnectButton({
  clinicId,
  isFirst,
  isNeeded,
}: {
  clinicId: string;
  isFirst: boolean;
  isNeeded: boolean;
}) {
  const start = useMutation({
    mutationFn: () =>
      client.startGoogleConsent({ body: { clinicId, returnTo: `/console/c/${clinicId}/clinica/google` } }),
    onSuccess: ({ consentUrl }) => window.location.assign(consentUrl),
  });
  return (
    <>
      <button
        type="button"
        className={isNeeded ? 'button main' : 'button'}
        {...held(start.isPending || start.isSuccess)}
        onClick={() => start.mutate()}
      >
        {isFirst ? 'Conectar com o Google' : 'Conectar de novo'}
      </button>
      {start.isError && <Failure error={start.error} what="Não consegui ir ao Google." />}
    </>
  );
}

function Disconnect({ clinicId, onClose }: { clinicId: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => client.disconnectGoogle({ clinicId }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['google', clinicId] }),
  });
  return (
    <Dialog title="Desconectar o Google" onClose={onClose}>
      {end.isSuccess ? (
        <p role="status">{end.data.message}</p>
      ) : (
        <p>
          Sem o Google a assistente não oferece horários. O que já está marcado continua nas agendas. As
          escolhas desta página são apagadas.
        </p>
      )}
      {end.isError && <Failure error={end.error} what="Não desconectou." />}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          {end.isSuccess ? 'Fechar' : 'Manter conectado'}
        </button>
        {!end.isSuccess && (
          <button type="button" className="button bad" {...held(end.isPending)} onClick={() => end.mutate()}>
            Desconectar
          </button>
        )}
      </div>
    </Dialog>
  );
}
