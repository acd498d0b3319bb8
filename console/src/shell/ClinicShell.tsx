import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { LiveProvider } from '../live/live.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { signOut } from '../session/sign-out.ts';
import { ClinicName } from './ClinicName.tsx';
import { LiveBar, LiveStatus } from './LiveStatus.tsx';
import { KnownClinic } from './KnownClinic.tsx';
import { Navigation } from './Navigation.tsx';
import { useKeys } from './use-keys.ts';

const ClinicSwitch = lazy(() => import('./ClinicSwitch.tsx'));
const ErasedPeople = lazy(() => import('../inbox/erased/ErasedPeople.tsx'));
const KeyHelp = lazy(() => import('./KeyHelp.tsx'));
const More = lazy(() => import('./More.tsx'));
const Notices = lazy(() => import('../notices/Notices.tsx'));
const NoticeSettings = lazy(() => import('../notices/NoticeSettings.tsx'));

/** Everything of one clinic: where to go, whether it is live, and the screen. */
export function ClinicShell() {
  const { clinicId, conversationId } = useParams({ strict: false });
  const navigate = useNavigate();
  const [over, setOver] = useState<'clinics' | 'keys' | 'more' | 'notices'>();
  const close = () => setOver(undefined);
  const id = clinicId ?? '';

  const keys = useMemo(() => {
    const go = (to: '/c/$clinicId/conversas' | '/c/$clinicId/agenda' | '/c/$clinicId/alertas') => () =>
      void navigate({ to, params: { clinicId: id } });
    return {
      '?': () => setOver('keys'),
      'g c': go('/c/$clinicId/conversas'),
      'g a': go('/c/$clinicId/agenda'),
      'g l': go('/c/$clinicId/alertas'),
      'g k': () =>
        void navigate({ to: '/c/$clinicId/clinica/$part', params: { clinicId: id, part: 'contexto' } }),
    };
  }, [navigate, id]);
  useKeys(keys);

  return (
    <LiveProvider key={id} clinicId={id}>
      <a className="skip" href="#conteudo">
        Ir para o conteúdo
      </a>
      <div className="shell" data-pane={conversationId === undefined ? 'all' : 'one'}>
        <header className="rail">
          <ClinicName clinicId={id} onSwitch={() => setOver('clinics')} />
          <Navigation clinicId={id} onMore={() => setOver('more')} />
          <div className="rail-foot">
            <button type="button" className="button quiet" onClick={() => setOver('keys')}>
              Teclas
            </button>
            <button type="button" className="button quiet" onClick={() => setOver('notices')}>
              Notificações
            </button>
            <SignedIn />
            <button type="button" className="button quiet" onClick={() => void signOut()}>
              Sair
            </button>
            <LiveStatus />
          </div>
        </header>
        <div className="screen">
          <LiveBar />
          <main id="conteudo" tabIndex={-1}>
            <KnownClinic clinicId={id}>
              <Outlet />
            </KnownClinic>
          </main>
        </div>
      </div>
      <Suspense>
        <Notices clinicId={id} />
      </Suspense>
      <Suspense>
        <ErasedPeople clinicId={id} />
      </Suspense>
      <Suspense>
        {over === 'notices' && <NoticeSettings clinicId={id} onClose={close} />}
        {over === 'clinics' && <ClinicSwitch clinicId={id} onClose={close} />}
        {over === 'keys' && <KeyHelp onClose={close} />}
        {over === 'more' && (
          <More
            key={id}
            clinicId={id}
            onShowClinics={() => setOver('clinics')}
            onShowKeys={() => setOver('keys')}
            onShowNotices={() => setOver('notices')}
            onSignOut={() => void signOut()}
            onClose={close}
          />
        )}
      </Suspense>
    </LiveProvider>
  );
}
