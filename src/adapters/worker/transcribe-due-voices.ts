import type { TranscribeVoice, VoiceOutcome } from '../../application/media/transcribe-voice.ts';
import type { ClaimedVoice, VoiceNotes } from '../../application/ports/media/voice-notes.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { voiceNotes: VoiceNotes; transcribeVoice: TranscribeVoice };

/** The loop that has patients' recordings written down. */
export const transcribeDueVoices = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedVoice>(needs, {
    name: 'voice',
    claim: (limit) => needs.voiceNotes.claim(limit, leaseMs),
    handle: async (voice) => report(needs.log, voice, await needs.transcribeVoice(voice)),
    msUntilDue: () => needs.voiceNotes.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(log: Log, { clinicId, attempts }: ClaimedVoice, { settlement, lost }: VoiceOutcome): void {
  const fields = { clinicId, attempts: attempts + 1 };
  if (lost) log.warn(fields, 'a recording was transcribed by somebody else');
  else if (settlement.to === 'heard') log.info(fields, 'a recording was transcribed');
  else if (settlement.to === 'retry')
    log.warn({ ...fields, code: settlement.code }, 'a recording could not be transcribed; tried again later');
  else log.info({ ...fields, code: settlement.code }, 'a recording stays without words');
}
