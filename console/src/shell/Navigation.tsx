import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Icon, type IconName } from '../parts/icons.tsx';
import { administers, roleIn, whoAmI } from '../session/session.ts';
import { openAlerts } from '../alerts/alerts-query.ts';
import { useLiveClinic } from '../live/use-live-clinic.ts';

const WaitingIcon = lazy(() => import('./WaitingIcon.tsx'));

type Place = {
  readonly to: '/c/$clinicId/conversas' | '/c/$clinicId/agenda' | '/c/$clinicId/alertas';
  readonly icon: IconName;
  readonly name: string;
};

const places: readonly Place[] = [
  { to: '/c/$clinicId/conversas', icon: 'chats', name: 'Conversas' },
  { to: '/c/$clinicId/agenda', icon: 'agenda', name: 'Agenda' },
  { to: '/c/$clinicId/alertas', icon: 'alerts', name: 'Alertas' },
];

type Props = {
  readonly clinicId: string;
  /** Asked for on a small screen, where the rest of the rail has no room. */
  readonly onMore: () => void;
};

export function Navigation({ clinicId, onMore }: Props) {
  const { part } = useParams({ strict: false });
  useLiveClinic(clinicId);
  const me = useQuery(whoAmI).data;
  const alerts = useQuery(openAlerts(clinicId));
  const counts: Readonly<Record<string, number | undefined>> = { Alertas: alerts.data?.length };
  return (
    <nav aria-label="Lugares">
      {places.map(({ to, icon, name }) => {
        const count = counts[name] ?? 0;
        return (
          <Link
            key={to}
            to={to}
            params={{ clinicId }}
            className="place"
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon name={icon} />
            <span>{name}</span>
            {count > 0 && <span className="mark count number">{count}</span>}
          </Link>
        );
      })}
      {me !== undefined && administers(roleIn(me, clinicId)) && (
        <Link
          to="/c/$clinicId/clinica/$part"
          params={{ clinicId, part: 'contexto' }}
          className="place place-wide"
          aria-current={part === undefined ? undefined : 'page'}
        >
          <Icon name="clinic" />
          <span>Clínica</span>
        </Link>
      )}
      {me?.isPlatformAdmin === true && (
        <Link to="/plataforma/$part" params={{ part: 'clinicas' }} className="place place-wide">
          <Icon name="platform" />
          <span>Plataforma</span>
        </Link>
      )}
      <button type="button" className="place place-more" aria-haspopup="dialog" onClick={onMore}>
        <Icon name="more" />
        <span>Mais</span>
      </button>
      <Suspense>
        <WaitingIcon clinicId={clinicId} />
      </Suspense>
    </nav>
  );
}
