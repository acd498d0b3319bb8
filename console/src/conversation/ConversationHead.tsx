import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type Ref } from 'react';
import type { Conversation, ConversationAct } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { followChange } from '../inbox/queries.ts';
import { useNow } from '../live/live.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failure } from '../parts/states.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { nameOf } from '../words/phones.ts';
import { dayAndTime } from '../words/times.ts';
import { waitingWords } from '../words/conversation-words.ts';
import { readNewest } from './queries.ts';
import { Assignee } from './team/Assignee.tsx';
import type { ServiceWindow } from './window.ts';
import { held } from '../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly window: ServiceWindow;
  readonly zone: string;
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onDetails: () => void;
};

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

export function ConversationHead({ clinicId, conversation, window, zone, heading, onDetails }: Props) {
  const queryClient = useQueryClient();
  const { id: conversationId, mode, contact, waiting } = conversation;
  const now = useNow(60_000);
  const [done, setDone] = useState<string>();
  const act = useMutation({
    mutationFn: (what: 'take' | 'return') =>
      what === 'take'
        ? client.takeOverConversation({ clinicId, conversationId })
        : client.returnConversation({ clinicId, conversationId }),
    async onSuccess(outcome) {
      setDone(outcomeWords(outcome));
      followChange(queryClient, clinicId, await client.getConversation({ clinicId, conversationId }));
      await readNewest(queryClient, clinicId, conversationId);
    },
  });
  const { mutate } = act;
  const keys = useMemo(() => ({ a: () => mutate('take'), d: () => mutate('return') }), [mutate]);
  useKeys(keys);

  return (
    <header className="talk-head">
      <div className="row-line">
        <Link
          to="/c/$clinicId/conversas"
          params={{ clinicId }}
          search={(before) => before}
          className="button icon quiet talk-back"
          aria-label="Voltar à lista"
        >
          <Icon name="back" />
        </Link>
        <div className="grow talk-title">
          <h1 ref={heading} tabIndex={-1}>
            {nameOf(contact)}
          </h1>
          <p className="small soft">
            {window.state === 'open'
              ? `Dá para responder até ${dayAndTime(window.until, zone, now)}`
              : conversation.lastPatientMessageAt === undefined
                ? 'Ainda não escreveu'
                : 'Prazo encerrado'}
            {' · '}
            {mode === 'assistant' && 'com a assistente'}
            {mode === 'human' && (waiting === undefined ? 'com a equipe' : 'esperando a equipe')}
          </p>
        </div>
        <button
          type="button"
          className="button icon quiet talk-details"
          aria-label="Dados do paciente"
          onClick={onDetails}
        >
          <Icon name="info" />
        </button>
        {mode === 'assistant' ? (
          <button
            type="button"
            className="button main"
            {...held(act.isPending)}
            onClick={() => mutate('take')}
          >
            Assumir
          </button>
        ) : (
          <button type="button" className="button" {...held(act.isPending)} onClick={() => mutate('return')}>
            Devolver
          </button>
        )}
      </div>
      <Assignee clinicId={clinicId} conversation={conversation} />
      {waiting !== undefined && waiting.reason !== 'patient-waits' && (
        <p className="small">
          <span className="mark warn">Precisa de você</span>{' '}
          {conversation.handover?.summary ?? waitingWords(waiting.reason)}
        </p>
      )}
      <p className="small soft" role="status">
        {done}
      </p>
      {act.isError && <Failure error={act.error} what="Não mudou nada." />}
    </header>
  );
}
