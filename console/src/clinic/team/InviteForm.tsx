import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import { held } from '../../parts/held.ts';

export const roles = { 'clinic-staff': 'Recepção', 'clinic-admin': 'Administra a clínica' } as const;
export type TeamRole = keyof typeof roles;

/** Nothing is sent: whoever invites says it. */
export function InviteForm({ clinicId, onInvited }: { clinicId: string; onInvited: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<TeamRole>('clinic-staff');
  const invite = useMutation({
    mutationFn: () => client.inviteMember({ clinicId, body: { email: email.trim(), role } }),
    onSuccess() {
      setEmail('');
      // the next person is not given the same by chance
      setRole('clinic-staff');
      onInvited();
    },
  });
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <h2>Convidar</h2>
      <div className="row-line form-line">
        <label className="field grow">
          <span>E-mail</span>
          <input
            className="input"
            type="email"
            required
            maxLength={254}
            value={email}
            onChange={({ target }) => {
              invite.reset();
              setEmail(target.value);
            }}
          />
        </label>
        <label className="field">
          <span>Papel</span>
          <select className="input" value={role} onChange={({ target }) => setRole(target.value as TeamRole)}>
            {Object.entries(roles).map(([id, words]) => (
              <option key={id} value={id}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button main" {...held(invite.isPending)}>
          Convidar
        </button>
      </div>
      {invite.isError && <Failure error={invite.error} what="O convite não foi feito." />}
      <p className="small" role="status">
        {invite.isSuccess &&
          `Convite feito. Avise a pessoa: basta entrar no console com ${invite.data.email}.`}
      </p>
    </form>
  );
}
