import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { administers, roleIn, whoAmI } from '../../session/session.ts';

/** In the place of a conversation whose person was erased while it was open. */
export function ErasedPerson({ clinicId }: { clinicId: string }) {
  const me = useQuery(whoAmI).data;
  const heading = useRef<HTMLHeadingElement>(null);
  // whatever had the focus is gone
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="talk" aria-label="Conversa">
      <div className="page">
        <h1 ref={heading} tabIndex={-1}>
          Paciente apagado
        </h1>
        <p role="status">Os dados desta pessoa foram apagados.</p>
        <p className="row-line">
          <Link
            to="/c/$clinicId/conversas"
            params={{ clinicId }}
            search={(before) => ({ ...before, m: undefined })}
            className="button"
          >
            Voltar para as conversas
          </Link>
          {me !== undefined && administers(roleIn(me, clinicId)) && (
            <Link
              to="/c/$clinicId/clinica/$part"
              params={{ clinicId, part: 'privacidade' }}
              className="button"
            >
              Ver o comprovante
            </Link>
          )}
        </p>
      </div>
    </section>
  );
}
