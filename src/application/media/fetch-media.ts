import {
  isSameDigest,
  largestMedia,
  nextFetchAt,
  unknownType,
  type MediaFailure,
} from '../../domain/messaging/messages/media.ts';
import type { MediaSource, OpenedMedia } from '../ports/media/media-source.ts';
import type { KeptFile, MediaVault } from '../ports/media/media-vault.ts';
import type { ClaimedMedia, MediaSettlement, MessageMedia } from '../ports/media/message-media.ts';
import type { AlertCondition, Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Transcription } from '../ports/media/transcription.ts';
import type { Randomness } from '../ports/system/randomness.ts';

export type FetchOutcome = {
  readonly settlement: MediaSettlement;
  /** The lease was lost meanwhile: another worker owns the outcome. */
  readonly lost: boolean;
};

/** Brings one due file from WhatsApp into the vault, or says why not. Throws only when the database fails. */
export type FetchMedia = (media: ClaimedMedia) => Promise<FetchOutcome>;

type Needs = {
  mediaSource: MediaSource;
  mediaVault: MediaVault;
  messageMedia: MessageMedia;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
  /** Absent where nobody listens to recordings. */
  transcription: Transcription | undefined;
};

const lost =
  'A file of a patient could not be had from WhatsApp: ask for it again, or look at the clinic’s phone';

/** The file is in the vault before the row says so; what a crash leaves there is named by the row, and removed with it. */
export const makeFetchMedia = (needs: Needs): FetchMedia => {
  const { mediaSource, mediaVault, messageMedia, alerts, clock, randomness, transcription } = needs;

  const keepOpened = async (media: ClaimedMedia, { size, bytes }: OpenedMedia) => {
    if (size > largestMedia) return { code: 'too-large', lasting: true } satisfies MediaFailure;
    return mediaVault.keep({ clinicId: media.clinicId, name: media.blobName }, bytes, size);
  };

  const keep = async (media: ClaimedMedia): Promise<KeptFile | MediaFailure> => {
    const opened = await mediaSource.open(media);
    if ('failure' in opened) return opened.failure;
    // it may not have been read at all, e.g. where the disk is full
    const kept = await keepOpened(media, opened).finally(() => opened.close());
    if ('code' in kept) return kept;
    const declared = [media.declaredSha256, opened.sha256].filter((digest) => digest !== undefined);
    if (declared.every((digest) => isSameDigest(digest, kept.digest))) return kept;
    await mediaVault.remove(media.blobName);
    return { code: 'hash-differs', lasting: true };
  };

  const settlementOf = (media: ClaimedMedia, result: KeptFile | MediaFailure): MediaSettlement => {
    if ('sealedKey' in result) {
      const { size, sealedKey, digest, type = unknownType } = result;
      const isToBeHeard = media.isVoice && transcription !== undefined;
      return { to: 'stored', type, size, sha256: digest.hex, sealedKey, isToBeHeard };
    }
    const at = nextFetchAt(media, result, clock.now(), randomness.next());
    return at === undefined
      ? { to: 'unavailable', code: result.code }
      : { to: 'retry', at, code: result.code };
  };

  const alertOf = ({ clinicId, conversationId }: ClaimedMedia): AlertCondition => ({
    clinicId,
    kind: 'media-unavailable',
    subject: conversationId,
  });

  /** Ends the alert where no file of the conversation is lost: whoever opened it stalled or died before its row said so. */
  const endFalseAlert = async (media: ClaimedMedia) => {
    if (await messageMedia.hasUnavailable(media)) return;
    await alerts.resolve(alertOf(media), clock.now());
    // another file may have been lost since
    if (await messageMedia.hasUnavailable(media)) await alerts.openOnce(alertOf(media), lost, clock.now());
  };

  return async (media) => {
    const result = await keep(media).catch((error: unknown) => failureOf(error));
    const settlement = settlementOf(media, result);
    const isLost = settlement.to === 'unavailable';
    // before: a crash in between must not lose a file without a word
    const isFirst = isLost && (await alerts.openOnce(alertOf(media), lost, clock.now()));
    const held = await messageMedia.settle(media, settlement, clock.now());
    if (isLost && held) {
      // once more also where it was the first: somebody may have ended it before the row said so
      await alerts[isFirst ? 'openOnce' : 'open'](alertOf(media), lost, clock.now());
    } else if (isLost || hadOtherClaims(media)) await endFalseAlert(media);
    return { settlement, lost: !held };
  };
};

/** Somebody has had it before and did not settle it. */
const hadOtherClaims = ({ leaseToken, attempts }: ClaimedMedia) => leaseToken > attempts + 1;

/** A connection that broke, bytes that are fewer or more than announced, or a blob store that is away. */
const failureOf = (error: unknown): MediaFailure => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code === 'size-differs' ? { code, lasting: true } : { code: 'transfer-failed', lasting: false };
};
