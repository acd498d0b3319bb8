import { useQuery } from '@tanstack/react-query';
import { oneClinic } from '../session/clinic.ts';
import { whoAmI } from '../session/session.ts';

type Props = {
  readonly clinicId: string;
  /** Asked for by whoever works for several clinics. */
  readonly onSwitch: () => void;
};

/** The clinic that is shown; who works for several changes it here. */
export function ClinicName({ clinicId, onSwitch }: Props) {
  const name = useQuery(oneClinic(clinicId)).data?.name ?? ' ';
  const me = useQuery(whoAmI).data;
  if (me?.isPlatformAdmin !== true && (me?.clinics.length ?? 0) <= 1)
    return <p className="clinic-name">{name}</p>;
  return (
    <button
      type="button"
      className="clinic-name"
      aria-haspopup="dialog"
      title="Trocar de clínica"
      onClick={onSwitch}
    >
      {name}
    </button>
  );
}
