import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClinicMember } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { whoAmI } from '../../session/session.ts';
import { InvitationRow } from './InvitationRow.tsx';
import { InviteForm, roles, type TeamRole } from './InviteForm.tsx';
import { QuickAnswerSection } from './QuickAnswerSection.tsx';
import { teamKey } from './team-key.ts';
import { held } from '../../parts/held.ts';

async function readTeam(clinicId: string, signal: AbortSignal) {
  const [members, { items: invitations }] = await Promise.all([
    client.listMembers({ clinicId, limit: 100, signal }),
    client.listInvitations({ clinicId, signal }),
  ]);
  return { members: members.items, hasMore: members.nextCursor !== null, invitations };
}

export default function TeamPage({ clinicId }: { clinicId: string }) {
  return (
    <>
      <People clinicId={clinicId} />
      <QuickAnswerSection clinicId={clinicId} />
    </>
  );
}

/** Who works for the clinic and who is invited. */
function People({ clinicId }: { clinicId: string }) {
  const me = useQuery(whoAmI).data;
  const team = useQuery({
    queryKey: teamKey(clinicId),
    queryFn: ({ signal }) => readTeam(clinicId, signal),
  });
  if (team.isError)
    return (
      <Failure error={team.error} what="Não consegui ler a equipe." onRetry={() => void team.refetch()} />
    );
  if (team.isPending) return <Skeleton height="3.5rem" count={4} />;
  const { members, invitations, hasMore } = team.data;
  return (
    <>
      <InviteForm clinicId={clinicId} onInvited={() => void team.refetch()} />
      <section className="card" aria-label="Quem trabalha na clínica">
        <h2>Quem trabalha aqui</h2>
        {members.length === 0 ? (
          <p className="soft">Ainda ninguém além de quem opera a plataforma. Convide pelo e-mail.</p>
        ) : (
          <ul className="choices">
            {members.map((member) => (
              <MemberRow
                key={member.userId}
                clinicId={clinicId}
                member={member}
                isMe={member.userId === me?.userId}
              />
            ))}
          </ul>
        )}
        {hasMore && <p className="small soft">Mostrando as primeiras 100 pessoas.</p>}
      </section>
      {invitations.length > 0 && (
        <section className="card" aria-label="Convites">
          <h2>Convites à espera</h2>
          <p className="small soft">A pessoa entra na clínica quando fizer login com este e-mail.</p>
          <ul className="choices">
            {invitations.map((invitation) => (
              <InvitationRow key={invitation.id} clinicId={clinicId} invitation={invitation} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const nameOf = ({ displayName, email, userId }: ClinicMember): string => displayName ?? email ?? userId;

function MemberRow({ clinicId, member, isMe }: { clinicId: string; member: ClinicMember; isMe: boolean }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { userId, role, displayName, email } = member;
  const name = nameOf(member);
  const readAgain = () => queryClient.invalidateQueries({ queryKey: teamKey(clinicId) });
  const change = useMutation({
    mutationFn: (next: TeamRole) =>
      client.putMember({
        clinicId,
        userId,
        body: { role: next, ...(displayName !== undefined && { displayName }) },
      }),
    onSuccess: readAgain,
  });
  const remove = useMutation({
    mutationFn: () => client.removeMember({ clinicId, userId }),
    onSuccess: readAgain,
  });
  return (
    <li>
      <p>
        {name} {isMe && <span className="mark team">você</span>}
        {email !== undefined && email !== name && <span className="small soft"> {email}</span>}
      </p>
      <select
        className="input"
        aria-label={`Papel de ${name}`}
        value={role}
        disabled={change.isPending}
        onChange={({ target }) => change.mutate(target.value as TeamRole)}
      >
        {Object.entries(roles).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button quiet"
        aria-label={`Remover ${name}`}
        onClick={() => setAsks(true)}
      >
        Remover
      </button>
      {change.isError && <Failure error={change.error} what="O papel não mudou." />}
      {asks && (
        <Dialog title={`Remover ${name}`} onClose={() => setAsks(false)}>
          <p>{name} deixa de ver esta clínica em segundos, também nas páginas que estão abertas.</p>
          {remove.isError && <Failure error={remove.error} what="A pessoa não foi removida." />}
          <div className="dialog-foot">
            <button type="button" className="button" onClick={() => setAsks(false)}>
              Manter
            </button>
            <button
              type="button"
              className="button bad"
              {...held(remove.isPending)}
              onClick={() => remove.mutate()}
            >
              Remover da equipe
            </button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
