import { ModelFailure, type ModelFailureKind } from '../../domain/assistant/model-failure.ts';
import { voiceLengthMs } from '../../domain/messaging/messages/voice-length.ts';
import type { VoicePolicy } from '../../domain/messaging/messages/voice-policy.ts';
import {
  largestVoice,
  longestVoiceMs,
  readTranscript,
  transcriptRetryMs,
} from '../../domain/messaging/messages/voice.ts';
import { dangerReader } from '../assistant/read-danger.ts';
import { limitedTime } from '../assistant/turn-time.ts';
import type { ClinicAssistants } from '../ports/assistant/clinic-assistants.ts';
import type { MediaVault } from '../ports/media/media-vault.ts';
import type { MessageMedia, StoredMedia } from '../ports/media/message-media.ts';
import type { HeardWords, Recording, Transcription } from '../ports/media/transcription.ts';
import type { ClaimedVoice, VoiceNotes, VoiceSettlement } from '../ports/media/voice-notes.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { Timers } from '../ports/system/timers.ts';
import { payForVoice } from './pay-for-voice.ts';

export type VoiceOutcome = {
  readonly settlement: VoiceSettlement;
  /** The lease was lost meanwhile: another worker owns the outcome. */
  readonly lost: boolean;
};

/** Has one recording written down, or says why not. Throws only when the database fails. */
export type TranscribeVoice = (voice: ClaimedVoice) => Promise<VoiceOutcome>;

type Needs = Parameters<typeof payForVoice>[0] & {
  /** Absent where nobody listens. */
  transcription: Transcription | undefined;
  voiceNotes: Pick<VoiceNotes, 'settle'>;
  messageMedia: Pick<MessageMedia, 'find'>;
  mediaVault: Pick<MediaVault, 'open'>;
  clinicAssistants: Pick<ClinicAssistants, 'get'>;
  randomness: Randomness;
  timers: Timers;
  voicePolicy: VoicePolicy;
};

/** What may help when it is tried again soon. */
const passing: ReadonlySet<ModelFailureKind> = new Set(['timeout', 'unavailable', 'rate-limited']);
/** Somebody has to act, and no clinic can. */
const refusing: ReadonlySet<ModelFailureKind> = new Set(['key-refused', 'quota-exhausted', 'unknown-model']);

/** Once more than it is tried. */
const mostFailures = 3;

const unheard = (code: string): VoiceSettlement => ({ to: 'unheard', code });

export function makeTranscribeVoice(needs: Needs): TranscribeVoice {
  const { transcription, messageMedia, mediaVault, clinicAssistants, randomness, timers, voicePolicy } =
    needs;
  const readDanger = dangerReader(timers);

  const settlementOf = async (voice: ClaimedVoice): Promise<VoiceSettlement> => {
    const { clinicId, attempts } = voice;
    // a worker that dies counts, too
    if (attempts > mostFailures) return unheard('gave-up');
    const wanted = await clinicAssistants.get(clinicId);
    if (transcription === undefined || wanted.hearsVoice !== true) return unheard('not-wanted');
    const media = await messageMedia.find(voice);
    if (media === undefined) return unheard('deleted');
    const recording = await read(voice, media);
    if (typeof recording === 'string') return unheard(recording);
    const ms = voiceLengthMs(recording.bytes);
    if (ms > longestVoiceMs) return unheard('too-long');
    const settle = await payForVoice(needs, { clinicId, ms, wanted });
    if (settle === undefined) return unheard('day-budget');
    const heard = await listen(transcription, recording);
    if (heard instanceof ModelFailure) {
      // what took too long may have been charged: it stays set aside
      if (heard.failure !== 'timeout') await settle(0);
      return afterFailure(voice, heard);
    }
    await settle(heard.ms ?? ms);
    const text = readTranscript(heard.text);
    if (text === undefined) return unheard('nothing-said');
    return { to: 'heard', text, isDanger: (await readDanger([text])) !== undefined };
  };

  /** Or why there is nothing to listen to. */
  const read = async (voice: ClaimedVoice, media: StoredMedia): Promise<Recording | string> => {
    const { size, sealedKey, type = '', blobName: name } = media;
    if (size === undefined || sealedKey === undefined) return 'no-file';
    if (!type.startsWith('audio/') && type !== 'application/ogg') return 'no-sound';
    if (size > largestVoice) return 'too-large';
    try {
      const stream = await mediaVault.open({ clinicId: voice.clinicId, name }, { sealedKey, size });
      return stream === undefined ? 'no-file' : { bytes: await whole(stream, size), type };
    } catch {
      return 'no-file';
    }
  };

  const listen = async (through: Transcription, recording: Recording): Promise<HeardWords | ModelFailure> => {
    const time = limitedTime(timers, voicePolicy.callMs);
    try {
      return await time.within(through.transcribe(recording, time.signal));
    } catch (error) {
      return error instanceof ModelFailure ? error : new ModelFailure('timeout');
    } finally {
      time.close();
    }
  };

  const afterFailure = async (
    { attempts }: ClaimedVoice,
    { failure, retryAfterMs }: ModelFailure,
  ): Promise<VoiceSettlement> => {
    if (refusing.has(failure))
      await needs.alerts.open(
        { kind: 'model-refused', subject: `transcription-${failure}` },
        'The provider that transcribes recordings refuses',
        needs.clock.now(),
      );
    const isPassing = passing.has(failure);
    const ms = transcriptRetryMs({ attempts, isPassing, retryAfterMs }, randomness.next());
    return ms === undefined ? unheard(failure) : { to: 'retry', ms, code: failure };
  };

  return async (voice) => {
    const settlement = await settlementOf(voice);
    return { settlement, lost: !(await needs.voiceNotes.settle(voice, settlement)) };
  };
}

/** @throws where other bytes come than are announced */
async function whole(stream: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of stream) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.subarray(0, at);
}
