import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** In the place of a conversation whose person was erased while it was open. */
export function ErasedPerson({ clinicId }: { clinicId: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // whatever had the focus is gone
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="talk" aria-label="Conversa">
      <div className="page">
        <h1 ref={heading} tabIndex={-1}>
          Conversa
        </h1>
        <p role="status">Os dados desta pessoa foram apagados.</p>
        <p>
          <Link
            to="/c/$clinicId/conversas"
            params={{ clinicId }}
            search={(before) => ({ ...before, m: undefined })}
            className="button"
          >
            Voltar para as conversas
          </Link>
        </p>
      </div>
    </section>
  );
}
