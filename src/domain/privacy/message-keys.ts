import type { Identity } from '../messaging/people/contact-identity.ts';
import { sightingIdentities } from '../messaging/people/contact-identity.ts';
import type { ReceivedMessage, ReceivedStatus } from '../messaging/webhook-item.ts';
import { sentKey } from '../messaging/messages/dedupe-keys.ts';
import { inboundRepeatMs, later, statusRepeatMs, type ErasedKey } from './erasure.ts';

/** The name under which a status finds a message that has no wamid yet. */
export const outboundKey = (outboundId: string): string => `id:${outboundId}`;

/** By which names something that arrives could be known as erased. */
export type Names = { readonly dedupeKeys: readonly string[]; readonly identities: readonly Identity[] };

/**
 * A repeated message has the same key. A thread that is imported again (history) may hold what was said before the
 * erasure under keys that are forgotten by then: there the person counts.
 */
export const namesOfMessage = ({ dedupeKey, origin, person }: ReceivedMessage): Names => ({
  dedupeKeys: [dedupeKey],
  identities: origin === 'history' ? sightingIdentities(person) : [],
});

export const namesOfStatus = ({ metaMessageId, outboundId }: ReceivedStatus): Names => ({
  dedupeKeys: [sentKey(metaMessageId), ...(outboundId === undefined ? [] : [outboundKey(outboundId)])],
  identities: [],
});

type Seen = { readonly direction: 'inbound' | 'outbound'; readonly createdAt: Date };

/** How long a message that is erased now has to be recognised; absent: Meta speaks of it no more. */
export function recognisedUntil({ direction, createdAt }: Seen, erasedAt: Date): Date | undefined {
  const repeatMs = direction === 'inbound' ? inboundRepeatMs : statusRepeatMs;
  const until = later(createdAt, repeatMs);
  return until > erasedAt ? until : undefined;
}

/** The person as such, for what was said until the erasure. */
export const identityErased = (key: string, erasedAt: Date): ErasedKey => ({ key, coversUntil: erasedAt });
