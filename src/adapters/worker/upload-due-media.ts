import type { UploadMedia, UploadOutcome } from '../../application/media/upload-media.ts';
import type { ClaimedUpload, MediaUploads } from '../../application/ports/media/media-uploads.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { mediaUploads: MediaUploads; uploadMedia: UploadMedia };

/** The loop that brings files of the team to WhatsApp, before their messages go. */
export const uploadDueMedia = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedUpload>(needs, {
    name: 'upload',
    claim: (limit) => needs.mediaUploads.claim(limit, leaseMs),
    handle: async (upload) => report(needs.log, upload, await needs.uploadMedia(upload)),
    msUntilDue: () => needs.mediaUploads.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(log: Log, { clinicId, attempts }: ClaimedUpload, { settlement, lost }: UploadOutcome): void {
  const fields = { clinicId, attempts: attempts + 1 };
  if (lost) log.warn(fields, 'a file was brought to WhatsApp by somebody else');
  else if (settlement.to === 'retry')
    log.warn(
      { ...fields, code: settlement.code },
      'a file could not be brought to WhatsApp; tried again later',
    );
  else if (settlement.to === 'failed')
    log.error({ ...fields, code: settlement.failure.code }, 'a file could not be brought to WhatsApp');
}
