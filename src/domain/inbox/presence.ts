/** What somebody of the team does in a conversation: has it open, writes to the patient, has closed it. */
export const presences = ['reading', 'writing', 'left'] as const;
export type Presence = (typeof presences)[number];

/**
 * For how long it is believed, s, unless it is said again: so nobody stays in a conversation whose browser has gone, and
 * nothing has to be kept or cleaned up.
 */
export const presenceSeconds: Readonly<Record<Presence, number>> = { reading: 25, writing: 8, left: 0 };
