import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import { readAfterSending } from '../queries.ts';
import { held } from '../../parts/held.ts';

type Props = { readonly clinicId: string; readonly conversationId: string };

/** Of a patient whom WhatsApp shows by a username only. */
export default function AskForPhone({ clinicId, conversationId }: Props) {
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => client.askForPhone({ clinicId, conversationId, body: {} }),
    onSuccess: () => readAfterSending(queryClient, clinicId, conversationId),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        {...held(ask.isPending || ask.isSuccess)}
        onClick={() => ask.mutate()}
      >
        {ask.isSuccess ? 'Telefone pedido' : 'Pedir o telefone'}
      </button>
      {ask.isError && <Failure error={ask.error} what="O pedido não saiu." />}
    </>
  );
}
