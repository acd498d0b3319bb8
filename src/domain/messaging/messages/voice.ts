import { wellFormed } from '../../language/text-length.ts';

/** `due`: it may come soon. `unheard`: nobody will tell in words what was said. */
export type TranscriptState = 'due' | 'heard' | 'unheard';

/** What a machine understood of a recording; it may be wrong. */
export type Transcript = {
  readonly state: TranscriptState;
  readonly text?: string;
  /** Why there is none. */
  readonly errorCode?: string;
};

/** A recording among the messages of a turn. */
export type VoiceNote = Pick<Transcript, 'state' | 'text'> & {
  /** Since it was stored, in ms. */
  readonly ageMs: number;
};

/** Bytes of the longest recording that is listened to; a minute in WhatsApp's own quality takes about 120 000. */
export const largestVoice = 5 * 1024 * 1024;
export const longestVoiceMs = 10 * 60_000;
/** Characters of a transcript that are kept: more than anybody says in ten minutes. */
const longestTranscript = 12_000;

/** As it is kept: one line of clean text; `undefined` where nothing was understood. */
export function readTranscript(text: string): string | undefined {
  const line = wellFormed(text.slice(0, 2 * longestTranscript).normalize('NFC')).replace(/\s+/g, ' ');
  return /[\p{L}\p{N}]/u.test(line) ? line.slice(0, longestTranscript).toWellFormed() : undefined;
}

type Voiced = { readonly voice?: VoiceNote };

/**
 * How long a turn still waits for what may be heard, in ms. `mostMs` after a recording came nobody waits for it, nor for
 * any later one twice as long after the first: who goes on recording is answered, too.
 */
export function msToHear(messages: readonly Voiced[], mostMs: number): number {
  const voices = messages.flatMap(({ voice }) => voice ?? []);
  const oldestMs = Math.max(0, ...voices.map(({ ageMs }) => ageMs));
  const left = voices.map(({ state, ageMs }) =>
    state === 'due' ? Math.min(mostMs, mostMs - ageMs, 2 * mostMs - oldestMs) : 0,
  );
  return Math.max(0, Math.ceil(Math.max(0, ...left)));
}

const retryWaitsMs = [1_000, 4_000];
const longestRetryMs = 60_000;

type Failed = {
  /** How often it failed before. */
  readonly attempts: number;
  readonly isPassing: boolean;
  readonly retryAfterMs?: number | undefined;
};

/** In how many ms a recording is tried again, `random` in [0, 1); `undefined`: never. */
export function transcriptRetryMs({ attempts, isPassing, retryAfterMs = 0 }: Failed, random: number) {
  const wait = isPassing ? retryWaitsMs[attempts] : undefined;
  if (wait === undefined || retryAfterMs > longestRetryMs) return undefined;
  return Math.round(Math.max(retryAfterMs, wait) * (1 + random / 2));
}
