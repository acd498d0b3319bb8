import type { SaidBefore, TurnTools } from '../ports/assistant/turn-tools.ts';
import type { Conversations, MessageView } from '../ports/messaging/conversations.ts';
import type { BoundTurn } from './bound-turn.ts';
import { writtenOf } from './model/transcript.ts';

/** Messages that are read; more than anybody refers to. */
const most = 24;

/** See `TurnTools.saidBefore`; asked for once per turn. */
export function saidBefore(
  conversations: Pick<Conversations, 'messages'>,
  { context: { clinicId }, conversationId, answering }: BoundTurn,
): TurnTools['saidBefore'] {
  let found: Promise<readonly SaidBefore[]> | undefined;
  const load = async () => {
    const newest = (await conversations.messages({ clinicId, conversationId, limit: most })) ?? [];
    return newest
      .filter(({ id }) => !answering.has(id))
      .toReversed()
      .flatMap((message) => {
        const by = speakerOf(message);
        const text = writtenOf(message) || (message.media?.transcript?.text ?? '');
        return by === undefined || text === '' ? [] : [{ by, text, at: message.sentAt }];
      });
  };
  return () => (found ??= load());
}

/** What never reached the patient was not said. */
function speakerOf({ direction, origin, status }: MessageView): SaidBefore['by'] | undefined {
  if (direction === 'inbound')
    return origin === 'patient' ? 'patient' : origin === 'staff' ? 'people' : undefined;
  if (status === 'failed' || status === 'cancelled') return undefined;
  return origin === 'human' || origin === 'staff' ? 'people' : 'assistant';
}
