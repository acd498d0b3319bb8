import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Skeleton } from '../parts/states.tsx';
import { whoAmI } from '../session/session.ts';
import { SignedIn } from '../session/SignedIn.tsx';
import { signOut } from '../session/sign-out.ts';
import { openOf } from './clinic-health.ts';
import { alertCounts } from './queries.ts';
import '../clinic/clinic.css';

type Place = { readonly name: string; readonly icon: IconName; readonly Screen: ReturnType<typeof lazy> };

const places: Readonly<Record<'clinicas' | 'alertas' | 'numeros' | 'parados' | 'acessos', Place>> = {
  clinicas: { name: 'Clínicas', icon: 'clinic', Screen: lazy(() => import('./ClinicsPage.tsx')) },
  alertas: { name: 'Alertas', icon: 'alerts', Screen: lazy(() => import('./AllAlertsPage.tsx')) },
  numeros: { name: 'Números', icon: 'info', Screen: lazy(() => import('./NumbersPage.tsx')) },
  parados: { name: 'Parados', icon: 'chats', Screen: lazy(() => import('./ParkedPage.tsx')) },
  acessos: { name: 'Acessos', icon: 'person', Screen: lazy(() => import('./AccessPage.tsx')) },
};

type Part = keyof typeof places;
const isPart = (value: string | undefined): value is Part =>
  value !== undefined && Object.hasOwn(places, value);

const nothing = {
  name: 'Esta página não existe',
  Screen: () => <p className="empty">Confira o endereço, ou escolha um lugar do menu.</p>,
};

/** For whoever operates the platform: all clinics, what is wrong in any of them, and who is signed in. */
export function PlatformArea() {
  const { part: asked } = useParams({ strict: false });
  const me = useQuery(whoAmI).data;
  const isOperator = me?.isPlatformAdmin === true;
  const counts = useQuery({ ...alertCounts, enabled: isOperator }).data ?? [];
  const alerts = counts.reduce((sum, one) => sum + openOf(one), 0);
  const { name, Screen } = isPart(asked) ? places[asked] : nothing;
  useEffect(() => {
    document.title = `${name} · Plataforma · Atende`;
  }, [name]);
  if (me === undefined) return null;
  if (!isOperator)
    return (
      <main className="page">
        <h1>Plataforma</h1>
        <p className="empty">Só quem opera a plataforma vê isto.</p>
        <p>
          <Link to="/">Ir para o início</Link>
        </p>
      </main>
    );
  return (
    <>
      <a className="skip" href="#conteudo">
        Ir para o conteúdo
      </a>
      <div className="shell">
        <header className="rail">
          <p className="clinic-name">Plataforma</p>
          <nav aria-label="Lugares">
            {Object.entries(places).map(([id, { name: label, icon }]) => (
              <Link
                key={id}
                to="/plataforma/$part"
                params={{ part: id }}
                className="place"
                aria-current={id === asked ? 'page' : undefined}
              >
                <Icon name={icon} />
                <span>{label}</span>
                {id === 'alertas' && alerts > 0 && <span className="mark count number">{alerts}</span>}
              </Link>
            ))}
          </nav>
          <div className="rail-foot">
            <SignedIn />
            <button type="button" className="button quiet" onClick={() => void signOut()}>
              Sair
            </button>
          </div>
        </header>
        <div className="screen">
          <main id="conteudo" tabIndex={-1}>
            <div className="page clinic">
              <div className="page-head">
                <h1>{name}</h1>
              </div>
              <Suspense key={asked} fallback={<Skeleton height="6rem" count={2} />}>
                <Screen />
              </Suspense>
            </div>
          </main>
        </div>
      </div>
    </>
  );
}
