import { createContext } from 'react';
import type { Message } from '../../../../client/atende-client.ts';

/** The message that is answered, and what ends that. */
export type Quoting = { readonly message: Message; readonly onDone: () => void };

type Acts = {
  /** Opens what can be done about one message. */
  readonly onAct: (message: Message) => void;
  /** Whether WhatsApp takes anything now. */
  readonly canWrite: boolean;
};

/** What can be done about a message. WhatsApp knows it only once it was sent; why it was said can be asked at any time. */
export const actsOf = (
  {
    metaMessageId,
    deletedAt,
    origin,
  }: { metaMessageId?: string | undefined; deletedAt?: string | undefined; origin: string },
  canWrite: boolean,
) => ({
  canReply: canWrite && metaMessageId !== undefined && deletedAt === undefined,
  canAskWhy: origin === 'assistant' && deletedAt === undefined,
});

export const MessageActs = createContext<Acts | undefined>(undefined);
