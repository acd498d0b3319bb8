import { msToHear } from '../../domain/messaging/messages/voice.ts';
import type { VoicePolicy } from '../../domain/messaging/messages/voice-policy.ts';
import { effectiveMessages } from '../../domain/messaging/messages/turn-messages.ts';
import { dangerReader } from '../assistant/read-danger.ts';
import type { ClaimedTurn } from '../ports/messaging/turns.ts';
import type { Timers } from '../ports/system/timers.ts';

type Needs = { timers: Pick<Timers, 'sleep'>; voicePolicy: VoicePolicy };

/**
 * How long this turn should wait for the words of a recording, in ms: it gives its lease back, and nobody waits in
 * between. What is written beside the recording and tells of an emergency is answered at once.
 */
export function voiceWait({ timers, voicePolicy }: Needs) {
  const readDanger = dangerReader(timers);
  return async ({ messages }: Pick<ClaimedTurn, 'messages'>): Promise<number> => {
    const ms = msToHear(messages, voicePolicy.waitMs);
    if (ms === 0) return 0;
    const danger = await readDanger(effectiveMessages(messages).map(({ text }) => text));
    return danger?.isCertain === true ? 0 : ms;
  };
}
