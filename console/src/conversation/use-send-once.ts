import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { codeOf } from '../client.ts';
import { useRequestKey } from '../request-key.ts';
import { messageList, readAfterSending, readNewest } from './queries.ts';
import { saidSince } from './said-since.ts';

/** What the server needs to send something once, and only to what the writer has seen. */
type Once = { readonly idempotencyKey: string; readonly seenUpTo: string | undefined };

type Wanted<What> = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly newest: Message | undefined;
  /** Something is being written: from here on what comes in is to be read before it goes. */
  readonly isBegun: boolean;
  readonly send: (what: What, once: Once) => Promise<unknown>;
  readonly onSent: () => void;
};

const movedOn = 'conversation.moved-on';

/** Sends once, however often it is tried; and asks first where more was said than the writer had seen. */
export function useSendOnce<What>({ clinicId, conversationId, newest, isBegun, send, onSent }: Wanted<What>) {
  const queryClient = useQueryClient();
  const withKey = useRequestKey();
  /** The newest message when this was begun. */
  const [seen, setSeen] = useState(newest?.id);
  const [isMovedOn, setMovedOn] = useState(false);
  if (!isBegun && seen !== newest?.id) setSeen(newest?.id);

  const sending = useMutation({
    mutationFn: ({ what, seenUpTo }: Pick<Once, 'seenUpTo'> & { readonly what: What }) =>
      // what was seen says nothing else: a repeat that has seen more is the same request
      withKey(what, (idempotencyKey) => send(what, { idempotencyKey, seenUpTo })),
    async onSuccess() {
      onSent();
      setMovedOn(false);
      await readAfterSending(queryClient, clinicId, conversationId);
    },
    async onError(error) {
      if (codeOf(error) !== movedOn) return;
      setMovedOn(true);
      await readNewest(queryClient, clinicId, conversationId);
    },
  });
  const isLate = isMovedOn || (isBegun && newest !== undefined && seen !== undefined && seen !== newest.id);
  return {
    /** More was said than the writer had seen. */
    isLate,
    /** That, newest last, as far as it is loaded. */
    unseen: (): readonly Message[] =>
      saidSince(queryClient.getQueryData(messageList(clinicId, conversationId).queryKey)?.pages ?? [], seen),
    isSending: sending.isPending,
    failure: sending.isError && codeOf(sending.error) !== movedOn ? sending.error : undefined,
    send: (what: What): void => {
      if (sending.isPending) return;
      sending.mutate({ what, seenUpTo: isLate ? newest?.id : seen });
    },
  };
}
