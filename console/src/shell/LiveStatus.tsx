import { useLive, useNow } from '../live/live.tsx';

const deadlineMs = 5_000;

/** The state is the stream's own, with the time since: never a promise. */
export function LiveStatus() {
  const { state } = useLive();
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.round((now.getTime() - state.since) / 1_000));
  const words = {
    connecting: 'Conectando…',
    live: 'Ao vivo',
    reconnecting: `Reconectando há ${seconds} s`,
    'signed-out': 'Sessão encerrada',
    'no-access': 'Acesso encerrado',
  }[state.kind];
  return (
    <p className="live" data-state={state.kind}>
      {words}
    </p>
  );
}

/** On top of the page when it may be behind for longer than a moment. */
export function LiveBar() {
  const { state } = useLive();
  const now = useNow(1_000);
  const lateMs = now.getTime() - state.since;
  if (state.kind !== 'reconnecting' || lateMs < deadlineMs) return null;
  return (
    <aside className="bar" aria-label="Conexão">
      <span role="status">Sem conexão.</span> Há {Math.round(lateMs / 1_000)} s. O que você escrever fica
      guardado aqui.
    </aside>
  );
}
