import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { clinics } from '../session/session.ts';

/** The clinic that is shown; who works for several changes it here. */
export function ClinicName({ clinicId }: { clinicId: string }) {
  const navigate = useNavigate();
  const known = useQuery(clinics).data ?? [];
  if (known.length <= 1)
    return <p className="clinic-name">{known.find(({ id }) => id === clinicId)?.name ?? ' '}</p>;
  return (
    <select
      className="clinic-name"
      aria-label="Clínica"
      value={clinicId}
      onChange={({ target }) =>
        void navigate({
          to: '/c/$clinicId/conversas',
          params: { clinicId: target.value },
          search: {},
        })
      }
    >
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
