import { describe, expect, it } from 'vitest';
import type {
  HeardWords,
  Recording,
  Transcription,
} from '../../../src/application/ports/media/transcription.ts';
import type { ModelFailureKind } from '../../../src/domain/assistant/model-failure.ts';

/** What the other side does with the recording. */
export type Ear =
  { readonly text: string; readonly ms?: number } | { readonly fails: ModelFailureKind } | 'hangs';

const recording: Recording = { bytes: new Uint8Array([79, 103, 103, 83]), type: 'audio/ogg' };
const unhurried = () => new AbortController().signal;

export const transcriptionContract = (
  name: string,
  heardBy: (ear: Ear, work: (transcription: Transcription) => Promise<void>) => Promise<void>,
) =>
  describe(`transcription by ${name}`, () => {
    const hears = (ear: Ear, words: HeardWords) =>
      heardBy(ear, async (transcription) => {
        expect(await transcription.transcribe(recording, unhurried())).toEqual(words);
      });

    it('gives the words as they are said', () =>
      hears({ text: ' Quero marcar, é pra amanhã. ' }, { text: ' Quero marcar, é pra amanhã. ' }));

    it('gives no words where nothing is said', () => hears({ text: '' }, { text: '' }));

    it('tells how much is paid for, where the provider does', () =>
      hears({ text: 'oi', ms: 12_000 }, { text: 'oi', ms: 12_000 }));

    it.each<ModelFailureKind>([
      'unavailable',
      'rate-limited',
      'key-refused',
      'quota-exhausted',
      'answer-unusable',
    ])('says that it failed: %s', (fails) =>
      heardBy({ fails }, async (transcription) => {
        await expect(transcription.transcribe(recording, unhurried())).rejects.toMatchObject({
          failure: fails,
        });
      }),
    );

    it('ends with the reason of the signal, at once, while the other side hangs', () =>
      heardBy('hangs', async (transcription) => {
        const controller = new AbortController();
        const reason = new Error('no time');
        const asked = transcription.transcribe(recording, controller.signal);
        controller.abort(reason);
        await expect(asked).rejects.toBe(reason);
        await expect(transcription.transcribe(recording, controller.signal)).rejects.toBe(reason);
      }));
  });
