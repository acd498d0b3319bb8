import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Invitation } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { roles } from './InviteForm.tsx';
import { teamKey } from './team-key.ts';

/** One invitation, and the way to take it back, after asking. */
export function InvitationRow({ clinicId, invitation }: { clinicId: string; invitation: Invitation }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { id, email, role } = invitation;
  const end = useMutation({
    mutationFn: () => client.removeInvitation({ clinicId, id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: teamKey(clinicId) }),
  });
  return (
    <li>
      <p>{email}</p>
      <span className="small soft">{roles[role]}</span>
      <button
        type="button"
        className="button quiet"
        aria-label={`Cancelar convite de ${email}`}
        onClick={() => setAsks(true)}
      >
        Cancelar convite
      </button>
      {asks && (
        <Confirm
          title={`Cancelar o convite de ${email}?`}
          keep="Manter o convite"
          does="Cancelar o convite"
          act={end}
          failure="O convite não foi cancelado."
          onClose={() => setAsks(false)}
        >
          <p>Com este e-mail não se entra mais na clínica, até um novo convite.</p>
        </Confirm>
      )}
    </li>
  );
}
