import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Clinic } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { held } from '../../parts/held.ts';
import { Failure } from '../../parts/states.tsx';

type Props = {
  readonly clinic: Clinic;
  readonly onDone: () => void;
  readonly onLater: () => void;
  /** To the step before, as long as that was left out. */
  readonly onBack: (() => void) | undefined;
};

export function OwnerStep({ clinic: { id: clinicId }, onDone, onLater, onBack }: Props) {
  const [email, setEmail] = useState('');
  const invite = useMutation({
    mutationFn: () => client.inviteMember({ clinicId, body: { email: email.trim(), role: 'clinic-admin' } }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!invite.isPending) invite.mutate();
      }}
    >
      <label className="field">
        <span>E-mail de quem administra</span>
        <input
          className="input"
          type="email"
          maxLength={254}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
      </label>
      <p className="small soft">A pessoa entra na clínica quando fizer login com este e-mail.</p>
      {invite.isError && <Failure error={invite.error} what="O convite não foi feito." />}
      <div className="dialog-foot">
        {onBack !== undefined && (
          <button type="button" className="button first" {...held(invite.isPending)} onClick={onBack}>
            Voltar
          </button>
        )}
        <button
          type="button"
          className={onBack === undefined ? 'button first' : 'button'}
          {...held(invite.isPending)}
          onClick={onLater}
        >
          Depois
        </button>
        <button type="submit" className="button main" {...held(email.trim() === '' || invite.isPending)}>
          Convidar
        </button>
      </div>
    </form>
  );
}
