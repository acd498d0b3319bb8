import { awaitsOwnPhone } from '../../domain/messaging/sending/phone-request.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { TurnTools } from '../ports/assistant/turn-tools.ts';
import type { BoundTurn } from './bound-turn.ts';

/** Whoever was asked longer ago does not answer that question any more. */
const most = 24;

type OwnPhone = NonNullable<TurnTools['ownPhone']>;

/** See `TurnTools.ownPhone`; asked for once per turn. */
export function ownPhone(
  conversations: Pick<Conversations, 'get' | 'messages'>,
  { context: { clinicId }, conversationId }: BoundTurn,
): OwnPhone {
  let found: ReturnType<OwnPhone> | undefined;
  const look: OwnPhone = async () => {
    const conversation = await conversations.get(clinicId, conversationId);
    if (conversation?.contact.phone !== undefined) return 'known';
    const newest = (await conversations.messages({ clinicId, conversationId, limit: most })) ?? [];
    return awaitsOwnPhone(newest) ? 'asked' : 'unknown';
  };
  return () => (found ??= look());
}
