import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { forgetDrafts } from '../conversation/drafts.ts';
import { howToSignIn } from './how-to-sign-in.ts';
import { placeOf, signInUrl } from './place.ts';

/** Whoever was removed from the clinic reads so, and keeps nothing of its patients in this browser. */
export default function AccessEnded() {
  const queryClient = useQueryClient();
  const how = useQuery(howToSignIn);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    forgetDrafts();
    queryClient.removeQueries({ predicate: ({ queryKey: [name] }) => name !== howToSignIn.queryKey[0] });
    queryClient.getMutationCache().clear();
    document.title = 'Atende';
    heading.current?.focus();
  }, [queryClient]);
  return (
    <main className="empty" style={{ minHeight: '100dvh' }}>
      <h1 ref={heading} tabIndex={-1}>
        O seu acesso a esta clínica terminou
      </h1>
      <p>
        Se foi engano, peça a quem administra a clínica que convide você de novo. Depois, entre outra vez.
      </p>
      <a className="button main" href="/console">
        Ir para o início
      </a>
      {how.data?.by === 'provider' && (
        <a className="button" href={signInUrl(placeOf(location))}>
          Entrar de novo
        </a>
      )}
    </main>
  );
}
