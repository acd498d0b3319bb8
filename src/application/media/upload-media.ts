import { nextUploadAt, uploadKeptMs, type MediaFailure } from '../../domain/messaging/messages/media.ts';
import type { SendFailure } from '../../domain/messaging/send-failure.ts';
import {
  undeliveredAlert,
  undeliveredWords,
  type ReviewUndelivered,
} from '../messaging/delivery/review-undelivered.ts';
import type { MediaTarget } from '../ports/media/media-target.ts';
import type { ClaimedUpload, MediaUploads, UploadSettlement } from '../ports/media/media-uploads.ts';
import type { MediaVault } from '../ports/media/media-vault.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Randomness } from '../ports/system/randomness.ts';

export type UploadOutcome = {
  readonly settlement: UploadSettlement;
  /** The lease was lost meanwhile: another worker owns the outcome. */
  readonly lost: boolean;
};

/** Brings one due file from the vault to WhatsApp, or says why not. Throws only when the database fails. */
export type UploadMedia = (upload: ClaimedUpload) => Promise<UploadOutcome>;

type Needs = {
  mediaTarget: MediaTarget;
  mediaVault: MediaVault;
  mediaUploads: MediaUploads;
  reviewUndelivered: ReviewUndelivered;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
};

/** Nothing is sent by it: after a crash the file is uploaded again, and only one of the two is ever named by a message. */
export const makeUploadMedia = (needs: Needs): UploadMedia => {
  const { mediaTarget, mediaVault, mediaUploads, reviewUndelivered, alerts, clock, randomness } = needs;

  const upload = async (claimed: ClaimedUpload): Promise<{ mediaId: string } | { failure: MediaFailure }> => {
    const { clinicId, blobName: name, sealedKey, size } = claimed;
    const bytes = await mediaVault.open({ clinicId, name }, { sealedKey, size });
    if (bytes === undefined) return { failure: { code: 'blob-missing', lasting: true } };
    return mediaTarget.upload({ ...claimed, bytes });
  };

  const settlementOf = (
    claimed: ClaimedUpload,
    result: Awaited<ReturnType<typeof upload>>,
  ): UploadSettlement => {
    const now = clock.now();
    if ('mediaId' in result)
      return { to: 'uploaded', mediaId: result.mediaId, usableUntil: new Date(now.getTime() + uploadKeptMs) };
    const at = nextUploadAt(claimed.attempts, result.failure, now, randomness.next());
    return at === undefined
      ? { to: 'failed', failure: failureOf(result.failure) }
      : { to: 'retry', at, code: result.failure.code };
  };

  return async (claimed) => {
    const settlement: UploadSettlement = claimed.simulation
      ? { to: 'simulated' }
      : settlementOf(
          claimed,
          await upload(claimed).catch(() => ({ failure: { code: 'transfer-failed', lasting: false } })),
        );
    // before: a crash in between must not lose a message without a word
    if (settlement.to === 'failed')
      await alerts.open(undeliveredAlert(claimed), undeliveredWords(settlement.failure.code), clock.now());
    const held = await mediaUploads.settle(claimed, settlement, clock.now());
    // something may have arrived meanwhile, or somebody else has it
    if (settlement.to === 'failed') await reviewUndelivered(claimed);
    return { settlement, lost: !held };
  };
};

const failureOf = ({ code }: MediaFailure): SendFailure => ({
  class: 'final',
  code: `upload-${code}`,
  detail: `The file of a message could not be brought to WhatsApp: ${code}. Send it again.`,
});
