import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Message } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { inOneLine } from '../../words/conversation-words.ts';
import { readAfterSending } from '../queries.ts';
import { actsOf } from './message-acts.ts';
import { Why } from './Why.tsx';
import './message-acts.css';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly message: Message;
  /** Whether WhatsApp takes anything now. */
  readonly canWrite: boolean;
  readonly onQuote: () => void;
  readonly onClose: () => void;
};

const emojis = ['👍', '❤️', '😊', '🙏', '😂', '👎'] as const;

/** What somebody of the clinic can do about one message. */
export default function MessageActions({ clinicId, message, canWrite, onQuote, onClose }: Props) {
  const queryClient = useQueryClient();
  const { conversationId, id: messageId, reactions = [] } = message;
  const [asksWhy, setAsksWhy] = useState(false);
  const { canReply, canAskWhy } = actsOf(message, canWrite);
  const own = reactions.find(({ by }) => by === 'clinic')?.emoji;
  const react = useMutation({
    mutationFn: (emoji: string) =>
      client.reactToMessage({ clinicId, conversationId, messageId, body: { emoji } }),
    async onSuccess() {
      await readAfterSending(queryClient, clinicId, conversationId);
      onClose();
    },
  });
  return (
    <Dialog title="Esta mensagem" onClose={onClose}>
      <div className="stack">
        <p className="soft message-acts-of">{inOneLine(message)}</p>
        {canReply && (
          <>
            <div className="message-acts-emojis" role="group" aria-label="Reagir">
              {emojis.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  className="button icon"
                  aria-label={`Reagir com ${emoji}`}
                  aria-pressed={emoji === own}
                  {...held(react.isPending)}
                  onClick={() => react.mutate(emoji === own ? '' : emoji)}
                >
                  {emoji}
                </button>
              ))}
            </div>
            {react.isError && <Failure error={react.error} what="A reação não saiu." />}
            <div className="row-line">
              <button type="button" className="button main" onClick={onQuote}>
                Responder citando
              </button>
              {own !== undefined && (
                <button
                  type="button"
                  className="button"
                  {...held(react.isPending)}
                  onClick={() => react.mutate('')}
                >
                  Retirar a reação
                </button>
              )}
            </div>
          </>
        )}
        {canAskWhy && !asksWhy && (
          <button type="button" className="button" onClick={() => setAsksWhy(true)}>
            Por que a assistente disse isso?
          </button>
        )}
        {asksWhy && <Why clinicId={clinicId} message={message} />}
      </div>
    </Dialog>
  );
}
