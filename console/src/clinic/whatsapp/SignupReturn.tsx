import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Outcome } from './Outcome.tsx';
import { comeBack } from './signup-way.ts';

// before anything is shown: the code lives for half a minute, works once, and does not stay in the address
const way = comeBack(location.search);
history.replaceState(history.state, '', location.pathname);
const redeemed =
  'code' in way
    ? client.redeemWhatsAppSignup({
        clinicId: way.clinicId,
        body: { code: way.code, redirectUri: way.redirectUri },
      })
    : undefined;

/** Where Meta's dialog sends the browser back to. */
export function SignupReturn() {
  const redeem = useQuery({
    queryKey: ['whatsapp-signup-return'],
    queryFn: () => redeemed,
    enabled: redeemed !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useTitle('Conectar o WhatsApp');
  const { clinicId } = way;
  return (
    <main className="page">
      <h1>Conectar o WhatsApp</h1>
      {'isCancelled' in way && (
        <p className="note" role="status">
          {way.isCancelled
            ? 'Nada foi conectado: a janela da Meta foi fechada antes do fim.'
            : 'Esta volta da Meta não começou nesta aba. Comece de novo na página da clínica.'}
        </p>
      )}
      {redeem.isLoading && (
        <div role="status">
          <p>Conferindo na Meta…</p>
          <Skeleton height="3rem" />
        </div>
      )}
      {redeem.isError && <Failure error={redeem.error} what="O número não foi conectado." />}
      {redeem.data !== undefined && clinicId !== undefined && (
        <Outcome clinicId={clinicId} begun={redeem.data} />
      )}
      <p>
        {clinicId === undefined ? (
          <Link to="/">Ir para o início</Link>
        ) : (
          <Link
            to="/c/$clinicId/clinica/$part"
            params={{ clinicId, part: 'whatsapp' }}
            search={{}}
            className="button"
          >
            Voltar ao WhatsApp da clínica
          </Link>
        )}
      </p>
    </main>
  );
}
