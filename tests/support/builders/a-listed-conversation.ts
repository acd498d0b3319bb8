import type { Conversation } from '../../../client/atende-client.ts';

/** As the lists of the console get it; its last message came so many minutes after the beginning of time. */
export const aListedConversation = (
  id: string,
  minute: number,
  more: Partial<Conversation> = {},
): Conversation => ({
  id,
  whatsappNumber: '551155500143',
  contact: { id: `of-${id}` },
  mode: 'assistant',
  epoch: 0,
  unread: 0,
  waitsForWindow: false,
  lastMessageAt: at(minute),
  ...more,
});

/** Somebody has to look at it since that minute. */
export const waitingSince = (minute: number, reason = 'complaint') => ({
  waiting: { reason, since: at(minute) },
});

const at = (minute: number) => new Date(minute * 60_000).toISOString();
