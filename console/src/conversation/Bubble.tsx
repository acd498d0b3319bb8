import { use } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { Icon } from '../parts/icons.tsx';
import { kindOf, statusWords } from '../words/conversation-words.ts';
import { cancelledWords } from '../words/send-failure-words.ts';
import { clockTime } from '../words/times.ts';
import { FailedSend } from './FailedSend.tsx';
import { Media } from './media/Media.tsx';
import { Quoted } from './media/Quoted.tsx';
import { actsOf, MessageActs } from './acts/message-acts.ts';
import { Names, type NameOf } from './team/colleagues.ts';
import { MessageText } from './message-text.tsx';

type Props = {
  readonly clinicId: string;
  readonly message: Message;
  readonly zone: string;
  /** Somebody looked for it. */
  readonly isFound: boolean;
};

const ticks: Partial<Record<Message['status'], string>> = {
  waiting: '◷',
  queued: '◷',
  sending: '◷',
  unknown: '?',
  cancelled: '✕',
  failed: '!',
  accepted: '✓',
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓',
  played: '✓✓',
};

function authorOf({ origin, sentBy, type }: Message, names: NameOf): string {
  switch (origin) {
    case 'assistant':
      return 'Assistente';
    case 'notice':
      return 'Aviso automático';
    case 'staff':
      return type === 'call' ? 'Clínica' : 'Celular da clínica';
    case 'human':
      return names(sentBy) ?? 'Equipe';
    default:
      return 'Paciente';
  }
}

/** One message: the patient's on the left; ours on the right, told apart by label and tone. */
export function Bubble({ clinicId, message, zone, isFound }: Props) {
  const {
    direction,
    origin,
    status,
    text,
    choice,
    errorCode,
    quote,
    edited,
    deletedAt,
    media,
    details,
    reactions = [],
  } = message;
  const acts = use(MessageActs);
  const kind = kindOf(message);
  const author = authorOf(message, use(Names));
  const side =
    direction === 'inbound'
      ? 'patient'
      : origin === 'assistant' || origin === 'notice'
        ? 'assistant'
        : 'team';
  const { canReply, canAskWhy } = actsOf(message, acts?.canWrite === true);
  const isDead = status === 'failed' || status === 'cancelled';
  return (
    <li className="bubble-line" data-side={side} aria-current={isFound ? 'true' : undefined}>
      <div className="bubble-row">
        <div className="bubble" data-side={side} data-dead={isDead}>
          <span className={side === 'patient' ? 'spoken' : 'bubble-author'}>
            {author}
            <span className="spoken">: </span>
          </span>
          {quote?.id !== undefined && (
            <span className="bubble-quote">
              <Quoted clinicId={clinicId} conversationId={message.conversationId} quote={quote}>
                <span className="spoken">Em resposta a: </span>
                {quote.by === 'clinic' ? 'Clínica' : 'Paciente'}:{' '}
              </Quoted>
            </span>
          )}
          {kind !== undefined && <span className="bubble-kind">{kind}</span>}
          {choice !== undefined && <span className="bubble-kind">Escolheu uma opção</span>}
          {media !== undefined && deletedAt === undefined && (
            <Media clinicId={clinicId} message={message} media={media} />
          )}
          <span className="bubble-text" data-call={details?.call?.outcome}>
            {details?.call !== undefined && <Icon name="phone" size={16} />}
            {deletedAt === undefined ? (
              <MessageText text={text} />
            ) : (
              <em className="soft">Mensagem apagada</em>
            )}
          </span>
          {edited !== undefined && (
            <details className="bubble-before">
              <summary>Editada</summary>
              Antes: {edited.before}
            </details>
          )}
          <span className="bubble-meta number">
            <time dateTime={message.createdAt}>{clockTime(message.createdAt, zone)}</time>
            {direction === 'outbound' && details?.call === undefined && (
              <span className="tick" data-read={status === 'read' || status === 'played'}>
                <span aria-hidden="true">{ticks[status] ?? ''}</span>
                <span className="spoken">{statusWords[status]}</span>
              </span>
            )}
          </span>
        </div>
        {acts !== undefined && (canReply || canAskWhy) && (
          <button
            type="button"
            className="button icon quiet bubble-acts"
            aria-label="Ações da mensagem"
            title={canReply ? 'Responder ou reagir' : 'Por que disse isso?'}
            onClick={() => acts.onAct(message)}
          >
            <Icon name="more" />
          </button>
        )}
      </div>
      {reactions.length > 0 && (
        <p className="bubble-reactions">
          <span className="spoken">Reações: </span>
          {reactions.map(({ emoji, by }) => (
            <span key={by} title={by === 'patient' ? 'do paciente' : 'da clínica'}>
              {emoji}
            </span>
          ))}
        </p>
      )}
      {status === 'failed' && <FailedSend clinicId={clinicId} message={message} />}
      {status === 'waiting' && (
        <p className="bubble-fault" data-kind="waiting">
          Ainda não saiu: {statusWords.waiting}.
        </p>
      )}
      {status === 'cancelled' && (
        <p className="bubble-fault" data-kind={status}>
          Cancelada: {cancelledWords(errorCode)}
        </p>
      )}
      {status === 'unknown' && (
        <p className="bubble-fault" data-kind="unknown">
          Sem confirmação do WhatsApp. Não reenvie ainda; avisamos quando soubermos.
        </p>
      )}
    </li>
  );
}
