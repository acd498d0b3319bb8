import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { administers, roleIn, whoAmI } from '../session/session.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { ClinicName } from './ClinicName.tsx';
import { LiveStatus } from './LiveStatus.tsx';

type Props = {
  readonly clinicId: string;
  readonly onShowClinics: () => void;
  readonly onShowKeys: () => void;
  readonly onShowNotices: () => void;
  readonly onSignOut: () => void;
  readonly onClose: () => void;
};

/** On a small screen: what stands above and below the places on a large one. */
export default function More(props: Props) {
  const { clinicId, onShowClinics, onShowKeys, onShowNotices, onSignOut, onClose } = props;
  const me = useQuery(whoAmI).data;
  const clinicPlaces = me !== undefined && administers(roleIn(me, clinicId)) && (
    <Link
      to="/c/$clinicId/clinica/$part"
      params={{ clinicId, part: 'contexto' }}
      className="button"
      onClick={onClose}
    >
      Clínica
    </Link>
  );
  return (
    <Dialog title="Mais" onClose={onClose}>
      <div className="more">
        <ClinicName clinicId={clinicId} onSwitch={onShowClinics} />
        {clinicPlaces}
        {me?.isPlatformAdmin === true && (
          <Link to="/plataforma/$part" params={{ part: 'clinicas' }} className="button" onClick={onClose}>
            Plataforma
          </Link>
        )}
        <button type="button" className="button" onClick={onShowKeys}>
          Teclas
        </button>
        <button type="button" className="button" onClick={onShowNotices}>
          Notificações
        </button>
        <SignedIn />
        <button type="button" className="button" onClick={onSignOut}>
          Sair
        </button>
        <LiveStatus />
      </div>
    </Dialog>
  );
}
