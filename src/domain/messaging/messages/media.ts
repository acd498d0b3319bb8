import type { Transcript } from './voice.ts';

/** A file as WhatsApp names it. Nothing of it is to be believed. */
export type MediaReference = {
  readonly mediaId: string;
  readonly mimeType?: string;
  /** Base64 or hexadecimal, as Meta writes it. */
  readonly sha256?: string;
  readonly fileName?: string;
};

/** `due`: fetched soon, or again later. `unavailable`: it will never be there. */
export type MediaState = 'due' | 'stored' | 'unavailable';

/** What staff see of a file. */
export type MediaView = {
  readonly state: MediaState;
  /** As the sender called it; harmless to show, not to open. */
  readonly fileName?: string;
  /** What the bytes are, found by looking at them; `application/octet-stream` when nothing is recognised. */
  readonly type?: string;
  /** Bytes. */
  readonly size?: number;
  /** Why it is not there (yet). */
  readonly errorCode?: string;
  /** What was said in it; of patients' recordings, where they are listened to. */
  readonly transcript?: Transcript;
};

/** WhatsApp's own limit for any file. */
export const largestMedia = 100 * 1024 * 1024;
/** How long WhatsApp keeps what patients send (docs/vendors/meta.md#media). */
export const mediaKeptMs = 7 * 24 * 3_600_000;

export const unknownType = 'application/octet-stream';

/**
 * Types that a browser shows without running anything. Everything else, above all SVG, HTML and PDF, is only ever a
 * download.
 */
const shownInline: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'audio/ogg',
  'audio/opus',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'video/mp4',
  'video/3gpp',
]);
export const isShownInline = (type: string): boolean => shownInline.has(type);

/** Without parameters, in lower case: `audio/ogg; codecs=opus` → `audio/ogg`. */
export const bareType = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

/** Whether the digest that Meta gave is that of the bytes; Meta writes both encodings. */
export const isSameDigest = (
  declared: string,
  digest: { readonly hex: string; readonly base64: string },
): boolean =>
  declared.toLowerCase() === digest.hex || declared.replaceAll('=', '') === digest.base64.replaceAll('=', '');

/**
 * Why a file could not be had. `lasting`: trying again will not help for long, e.g. the bytes are not what they were
 * said to be.
 */
export type MediaFailure = { readonly code: string; readonly lasting: boolean };

const waitsMs = [1_000, 5_000, 20_000, 60_000, 300_000, 900_000, 3_600_000, 3 * 3_600_000];
const longestWaitMs = 6 * 3_600_000;
const mostLastingFailures = 4;

type Fetching = { readonly attempts: number; readonly availableUntil: Date };

/**
 * When a file that could not be fetched is tried again, `random` in [0, 1). `undefined`: never, because WhatsApp has it no
 * longer or the failure lasts.
 */
export function nextFetchAt(
  { attempts, availableUntil }: Fetching,
  { code, lasting }: MediaFailure,
  now: Date,
  random: number,
): Date | undefined {
  if (code === 'too-large' || (lasting && attempts + 1 >= mostLastingFailures)) return undefined;
  const waitMs = (waitsMs[attempts] ?? longestWaitMs) * (0.75 + random / 2);
  const at = new Date(now.getTime() + waitMs);
  return at < availableUntil ? at : undefined;
}

/** WhatsApp keeps what we upload for 30 days; a day less, so that nothing is sent with what is about to end. */
export const uploadKeptMs = 29 * 24 * 3_600_000;
const uploadWaitsMs = [1_000, 5_000, 20_000, 60_000, 300_000, 900_000, 900_000];

/**
 * When a file that WhatsApp did not take is tried again, `random` in [0, 1); about half an hour in all, for what was said
 * after it waits. `undefined`: never.
 */
export function nextUploadAt(
  attempts: number,
  { lasting }: MediaFailure,
  now: Date,
  random: number,
): Date | undefined {
  const waitMs = uploadWaitsMs[attempts];
  return lasting || waitMs === undefined ? undefined : new Date(now.getTime() + waitMs * (0.75 + random / 2));
}
