import { useQuery } from '@tanstack/react-query';
import { client } from '../client.ts';

const howToSignIn = {
  queryKey: ['how-to-sign-in'],
  queryFn: ({ signal }: { signal: AbortSignal }) => client.howToSignIn({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
};

const failures: Readonly<Record<string, string>> = {
  'access.link-used': 'Este link já foi usado, ou é antigo.',
  'access.sign-in-refused': 'A entrada não foi concluída. Tente de novo.',
  'access.identity-provider-unavailable': 'O serviço de login não respondeu. Tente de novo em instantes.',
};

/** Where nobody is signed in: at the identity provider, or in a local run by the link that the program prints. */
export default function SignedOut() {
  const how = useQuery(howToSignIn);
  const failure = failures[new URLSearchParams(window.location.search).get('signIn') ?? ''];
  const place = window.location.pathname;
  return (
    <main className="empty" style={{ minHeight: '100dvh' }}>
      <h1>Entre para continuar</h1>
      {failure !== undefined && <p role="alert">{failure}</p>}
      {how.data?.by === 'provider' && (
        <a className="button main" href={`/api/session/login?returnTo=${encodeURIComponent(place)}`}>
          Entrar
        </a>
      )}
      {how.data?.by === 'link' && (
        <>
          <p>
            Abra o link que o programa mostrou no terminal, em “Sign in once with this link”. Cada link vale
            uma vez; depois de usado, o programa mostra outro.
          </p>
          <a className="button main" href="/console">
            Já entrei
          </a>
        </>
      )}
      {how.data?.by === 'nothing' && (
        <p>O login pelo navegador não está configurado. Fale com quem administra o sistema.</p>
      )}
    </main>
  );
}
