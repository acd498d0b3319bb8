import type { HeardWords, Recording, Transcription } from '../../../application/ports/media/transcription.ts';

/** Listens by a script, for as long as the script takes. */
export const memoryTranscription = (
  hear: (recording: Recording) => HeardWords | Promise<HeardWords>,
): Transcription => ({
  transcribe(recording, signal) {
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const heard = Promise.resolve().then(() => hear(recording));
    return Promise.race([aborted.promise, heard]).finally(() => signal.removeEventListener('abort', abort));
  },
});
