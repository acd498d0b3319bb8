import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { use, useId } from 'react';
import type { Conversation } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { followChange } from '../../inbox/queries.ts';
import { Failure } from '../../parts/states.tsx';
import { whoAmI } from '../../session/session.ts';
import { useKeys } from '../../shell/use-keys.ts';
import { colleagueList, Names } from './colleagues.ts';
import './team.css';

type Props = { readonly clinicId: string; readonly conversation: Conversation };

/** Who of the team looks after the conversation, and who else could. */
export function Assignee({ clinicId, conversation }: Props) {
  const queryClient = useQueryClient();
  const me = useQuery(whoAmI).data?.actor;
  const { data: colleagues = [], refetch } = useQuery(colleagueList(clinicId));
  const names = use(Names);
  const field = useId();
  const { id: conversationId, assignment } = conversation;
  const assign = useMutation({
    mutationFn: (actor: string | null) =>
      client.assignConversation({ clinicId, conversationId, body: { actor } }),
    async onSuccess() {
      const changed = await client.getConversation({ clinicId, conversationId });
      followChange(queryClient, clinicId, changed);
    },
  });
  const keys = {
    e: () => {
      if (me !== undefined && !assign.isPending) assign.mutate(assignment?.actor === me ? null : me);
    },
  };
  useKeys(keys);
  const shown = assign.isPending ? (assign.variables ?? '') : (assignment?.actor ?? '');
  const others = colleagues.flatMap(({ actor, name }) =>
    actor === me || name === undefined ? [] : [{ actor, name }],
  );
  // who has left, or is of the platform
  const isOther = shown !== '' && shown !== me && !others.some(({ actor }) => actor === shown);
  return (
    <>
      <div className="assignee">
        <label htmlFor={field}>Responsável</label>
        <select
          id={field}
          value={shown}
          disabled={assign.isPending}
          onFocus={() => void refetch()}
          onChange={({ target }) => assign.mutate(target.value === '' ? null : target.value)}
        >
          <option value="">ninguém</option>
          {me !== undefined && <option value={me}>você</option>}
          {isOther && <option value={shown}>{names(shown) ?? 'alguém da equipe'}</option>}
          {others.map(({ actor, name }) => (
            <option key={actor} value={actor}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {assign.isError && <Failure error={assign.error} what="O responsável não mudou." />}
    </>
  );
}
