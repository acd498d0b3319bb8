import { keySpaces } from '../../../../domain/messaging/messages/dedupe-keys.ts';

/** `dedupe_key` of what somebody wrote under WhatsApp's id; an expression for it. */
export const storedKey = (space: keyof typeof keySpaces, metaMessageId: string): string =>
  `md5('${keySpaces[space]}' || ${metaMessageId})::uuid`;
