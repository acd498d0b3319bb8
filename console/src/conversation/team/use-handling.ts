import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation, ConversationAct } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { followChange } from '../../inbox/queries.ts';
import { readNewest } from '../queries.ts';

const plural = new Intl.PluralRules('pt-BR');
const answers = (count: number): string =>
  plural.select(count) === 'one' ? `${count} resposta da assistente` : `${count} respostas da assistente`;

/** What taking over or returning has done, in a sentence. */
function outcomeWords({ mode, cancelled, onTheirWay }: ConversationAct): string {
  if (mode === 'assistant') return 'A assistente responde o que vier a partir de agora.';
  return [
    'Você assumiu. A assistente fica em silêncio até você devolver.',
    ...(cancelled > 0
      ? [`${answers(cancelled)} ${cancelled === 1 ? 'foi cancelada' : 'foram canceladas'}.`]
      : []),
    ...(onTheirWay > 0 ? [`${answers(onTheirWay)} já ${onTheirWay === 1 ? 'tinha' : 'tinham'} saído.`] : []),
  ].join(' ');
}

/** Takes a conversation over or returns it. What that has done is said until somebody else has it. */
export function useHandling(clinicId: string, { id: conversationId, mode }: Conversation) {
  const queryClient = useQueryClient();
  const [done, setDone] = useState<{ readonly outcome: ConversationAct; readonly wasShown: boolean }>();
  const act = useMutation({
    mutationFn: (what: 'take' | 'return') =>
      what === 'take'
        ? client.takeOverConversation({ clinicId, conversationId })
        : client.returnConversation({ clinicId, conversationId }),
    async onSuccess(outcome) {
      setDone({ outcome, wasShown: false });
      followChange(queryClient, clinicId, await client.getConversation({ clinicId, conversationId }));
      // the buttons are free again meanwhile; what is not read now comes with what happens next
      void readNewest(queryClient, clinicId, conversationId).catch(() => undefined);
    },
  });
  const isTrue = done?.outcome.mode === mode;
  if (done !== undefined && isTrue !== done.wasShown)
    // the act is known before the conversation says so; what was true once and is not any more is over
    setDone(isTrue ? { ...done, wasShown: true } : undefined);
  return { ...act, said: done !== undefined && isTrue ? outcomeWords(done.outcome) : '' };
}
