import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { client, codeOf } from '../client.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { readAfterSending, readNewest } from './queries.ts';
import type { Quoting } from './acts/message-acts.ts';

type Wanted = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly newest: Message | undefined;
  /** After the 24 hours: inside the clinic's template. */
  readonly orTemplate?: boolean;
  readonly quoting?: Quoting | undefined;
};
type Sending = { readonly text: string; readonly seenUpTo: string | undefined; readonly key: string };

/** A text that is being written in a conversation, kept as a draft, and sent once. */
export function useReply({ clinicId, conversationId, newest, orTemplate = false, quoting }: Wanted) {
  const queryClient = useQueryClient();
  const [text, setText] = useState(() => draftOf(clinicId, conversationId));
  // one key for one text: a repeat after a lost answer does not send it twice
  const key = useRef(crypto.randomUUID());
  /** The newest message when this text was begun. */
  const [seen, setSeen] = useState(newest?.id);
  const [isMovedOn, setMovedOn] = useState(false);
  if (text === '' && seen !== newest?.id) setSeen(newest?.id);

  const write = (written: string) => {
    setText(written);
    keepDraft(clinicId, conversationId, written);
  };
  const sending = useMutation({
    mutationFn: ({ text: body, seenUpTo, key: idempotencyKey }: Sending) =>
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
    async onSuccess() {
      write('');
      setMovedOn(false);
      quoting?.onDone();
      key.current = crypto.randomUUID();
      await readAfterSending(queryClient, clinicId, conversationId);
    },
    async onError(error) {
      if (codeOf(error) !== 'conversation.moved-on') return;
      key.current = crypto.randomUUID();
      setMovedOn(true);
      await readNewest(queryClient, clinicId, conversationId);
    },
  });
  /** More was said than the writer had seen. */
  const isLate =
    isMovedOn || (newest !== undefined && text !== '' && seen !== undefined && seen !== newest.id);
  return {
    text,
    write,
    isLate,
    isSending: sending.isPending,
    failure: sending.isError && codeOf(sending.error) !== 'conversation.moved-on' ? sending.error : undefined,
    canSend: text.trim() !== '' && !sending.isPending,
    send: (): void => {
      const written = text.trim();
      if (written === '' || sending.isPending) return;
      sending.mutate({ text: written, seenUpTo: isLate ? newest?.id : seen, key: key.current });
    },
  };
}
