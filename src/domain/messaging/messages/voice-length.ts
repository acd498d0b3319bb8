import { longestVoiceMs } from './voice.ts';

/** Bytes per second of a recording whose length nobody knows: less than WhatsApp's own, so that it counts as long. */
const fewestBytesPerSecond = 1_000;
/** The densest sound that a phone sends; nothing is shorter than this says, whatever it claims. */
const mostBytesPerSecond = 40_000;
/** Samples per second by which Opus counts its place, whatever it was recorded with. */
const opusRate = 48_000;
const longestPage = 65_536;

/**
 * How long a recording is, in ms: read off the last page of an Opus file, which is what WhatsApp records, and guessed
 * from its size otherwise, but never as too long: a dense MP3 of a few minutes is larger than ten minutes of WhatsApp's.
 * What it says of itself is believed only as far as its size allows.
 */
export function voiceLengthMs(bytes: Uint8Array): number {
  const longest = bytes.length / fewestBytesPerSecond;
  const shortest = bytes.length / mostBytesPerSecond;
  const seconds = opusSeconds(bytes) ?? Math.min(longest, longestVoiceMs / 1_000);
  return Math.round(Math.min(Math.max(seconds, shortest), longest) * 1_000);
}

function opusSeconds(bytes: Uint8Array): number | undefined {
  if (placeOf(bytes.subarray(0, 128), 'OpusHead') === undefined) return undefined;
  const end = bytes.subarray(-longestPage);
  const page = placeOf(end, 'OggS');
  if (page === undefined || page + 14 > end.length) return undefined;
  const samples = new DataView(end.buffer, end.byteOffset).getBigInt64(page + 6, true);
  return samples > 0n ? Number(samples) / opusRate : undefined;
}

/** Where a mark stands last. */
function placeOf(bytes: Uint8Array, mark: string): number | undefined {
  const letters = Array.from(mark, (letter) => letter.charCodeAt(0));
  for (let at = bytes.length - letters.length; at >= 0; at -= 1)
    if (letters.every((letter, index) => bytes[at + index] === letter)) return at;
  return undefined;
}
