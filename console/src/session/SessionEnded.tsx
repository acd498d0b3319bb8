import { useEffect, useRef, useState } from 'react';
import { hasDrafts } from '../conversation/drafts.ts';
import { placeOf } from './place.ts';

/**
 * Stands in front of everything when the session is over, e.g. by leaving in another tab. A modal one: a dialog that was
 * open, and is hidden with the screen behind, would still keep people from the notice.
 */
export function SessionEnded() {
  const notice = useRef<HTMLDialogElement>(null);
  // whoever left by hand, in any tab, has left none
  const [keepsDrafts] = useState(hasDrafts);
  useEffect(() => {
    if (notice.current?.open === false) notice.current.showModal();
    document.title = 'Atende';
  }, []);
  return (
    <dialog
      ref={notice}
      className="dialog"
      aria-labelledby="session-ended"
      // Escape twice closes it, whatever is answered to the first
      onClose={({ currentTarget }) => currentTarget.showModal()}
    >
      <div>
        <h1 id="session-ended">A sua sessão terminou.</h1>
        {keepsDrafts && <p role="status">O que você escreveu fica guardado aqui.</p>}
        <p>
          <a className="button main" href={placeOf(location)}>
            Entrar de novo
          </a>
        </p>
      </div>
    </dialog>
  );
}
