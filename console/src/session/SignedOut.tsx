import { useQuery } from '@tanstack/react-query';
import { howToSignIn } from './how-to-sign-in.ts';
import { placeOf, signInUrl } from './place.ts';

const failures: Readonly<Record<string, string>> = {
  'access.link-used': 'Este link já foi usado, ou é antigo.',
  'access.sign-in-refused': 'A entrada não foi concluída. Tente de novo.',
  'access.identity-provider-unavailable': 'O serviço de login não respondeu. Tente de novo em instantes.',
};

/**
 * Where nobody is signed in, or somebody who may see no clinic. People sign in at the identity provider, or in a local run
 * by the link that the program prints.
 */
export default function SignedOut({ isNowhere }: { isNowhere: boolean }) {
  const how = useQuery(howToSignIn);
  const failure = failures[new URLSearchParams(window.location.search).get('signIn') ?? ''];
  const place = placeOf(location);
  return (
    <main className="empty" style={{ minHeight: '100dvh' }}>
      <h1>Entre para continuar</h1>
      {failure !== undefined && <p role="alert">{failure}</p>}
      {isNowhere && (
        <p>
          Você não trabalha em nenhuma clínica agora. Se alguém convidou você, entre de novo com o e-mail do
          convite.
        </p>
      )}
      {how.data?.by === 'provider' && (
        <a className="button main" href={signInUrl(place)}>
          Entrar
        </a>
      )}
      {how.data?.by === 'link' && (
        <>
          <p>
            Abra o link que o programa mostrou no terminal, em “Sign in once with this link”. Cada link vale
            uma vez; depois de usado, o programa mostra outro.
          </p>
          <a className="button main" href={place}>
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
