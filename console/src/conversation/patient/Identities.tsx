import { useQuery } from '@tanstack/react-query';
import type { Conversation } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import { identityRows } from './identity-rows.ts';

type Props = { readonly clinicId: string; readonly conversation: Conversation };

/** The other numbers and ids of a patient, where there are any. */
export function Identities({ clinicId, conversation: { id: conversationId, contact } }: Props) {
  const { phone } = contact;
  const known = useQuery({
    // a phone that is given meanwhile is one of them
    queryKey: ['identities', clinicId, conversationId, phone],
    queryFn: ({ signal }) => client.listIdentities({ clinicId, conversationId, signal }),
    staleTime: 60_000,
  });
  if (known.isError)
    return (
      <Failure
        error={known.error}
        what="Não consegui ler os outros números."
        onRetry={() => void known.refetch()}
      />
    );
  const rows = identityRows(known.data?.items ?? [], phone);
  if (rows.length === 0) return null;
  return (
    <dl>
      {rows.map(({ words, values }) => (
        <div key={words}>
          <dt>{words}</dt>
          {values.map((value) => (
            <dd key={value} className="number identity">
              {value}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
