/** Before WhatsApp's id in the key that makes a message one of its clinic: who wrote it, and in which thread. */
export const keySpaces = { received: 'in:', sent: 'out:', standby: 'standby:' } as const;

/** What the clinic wrote, through us, from its phone or in another program. */
export const sentKey = (metaMessageId: string): string => `${keySpaces.sent}${metaMessageId}`;
