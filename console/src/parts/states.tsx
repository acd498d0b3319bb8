import { AtendeError } from '../../../client/atende-client.ts';
import { isSignedOut } from '../client.ts';
import { placeOf } from '../session/place.ts';
import { errorWords } from '../words/error-words.ts';

/** What did not happen, what the person can do, and the id for whoever helps. */
export function Failure({ error, what, onRetry }: { error: unknown; what: string; onRetry?: () => void }) {
  const known = error instanceof AtendeError ? error : undefined;
  const signedOut = isSignedOut(error);
  const words = signedOut ? 'A sua sessão terminou.' : errorWords(known?.code, known?.message);
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{what}</strong> {words}
      </p>
      {signedOut && (
        <p>
          <a className="button" href={placeOf(location)}>
            Entrar de novo
          </a>
        </p>
      )}
      {onRetry && !signedOut && (
        <p>
          <button type="button" className="button" onClick={onRetry}>
            Tentar de novo
          </button>
        </p>
      )}
      {known !== undefined && (
        <details>
          <summary>Detalhes</summary>
          <p className="small">
            Código {known.code}. Ao pedir ajuda, informe {known.requestId}.
          </p>
        </details>
      )}
    </div>
  );
}

/** Of the size of what comes; seen only when it takes long. */
export function Skeleton({ height, count = 1 }: { height: string; count?: number }) {
  return (
    <div aria-busy="true">
      <p className="spoken">Carregando…</p>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="skeleton" style={{ height, marginBlock: '0.5rem' }} />
      ))}
    </div>
  );
}
