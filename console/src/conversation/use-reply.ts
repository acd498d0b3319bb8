import { useState } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { draftOf, keepDraft } from './drafts.ts';
import type { Quoting } from './acts/message-acts.ts';
import { useSendOnce } from './use-send-once.ts';

type Wanted = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly newest: Message | undefined;
  /** After the 24 hours: inside the clinic's template. */
  readonly orTemplate?: boolean;
  /** What may not go as it is, for a reason that the form says. */
  readonly isRefused?: (text: string) => boolean;
  readonly quoting?: Quoting | undefined;
};

/** A text that is being written in a conversation, kept as a draft, and sent once. */
export function useReply(wanted: Wanted) {
  const { clinicId, conversationId, newest, orTemplate = false, isRefused, quoting } = wanted;
  const [text, setText] = useState(() => draftOf(clinicId, conversationId));
  const write = (written: string) => {
    setText(written);
    keepDraft(clinicId, conversationId, written);
  };
  const { isLate, isSending, failure, send } = useSendOnce<string>({
    clinicId,
    conversationId,
    newest,
    isBegun: text !== '',
    send: (body, { seenUpTo, idempotencyKey }) =>
      client.replyInConversation({
        clinicId,
        conversationId,
        body: {
          text: body,
          orTemplate,
          ...(seenUpTo !== undefined && { seenUpTo }),
          ...(quoting !== undefined && { quotes: quoting.message.id }),
        },
        idempotencyKey,
      }),
    onSent() {
      write('');
      quoting?.onDone();
    },
  });
  const mayGo = text.trim() !== '' && isRefused?.(text) !== true;
  return {
    text,
    write,
    isLate,
    isSending,
    failure,
    canSend: mayGo && !isSending,
    send: (): void => {
      if (mayGo) send(text.trim());
    },
  };
}
