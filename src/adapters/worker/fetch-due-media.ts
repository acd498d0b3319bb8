import type { FetchMedia, FetchOutcome } from '../../application/media/fetch-media.ts';
import type { ClaimedMedia, MessageMedia } from '../../application/ports/media/message-media.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { messageMedia: MessageMedia; fetchMedia: FetchMedia };

/** The loop that brings patients' files from WhatsApp before it forgets them. */
export const fetchDueMedia = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedMedia>(needs, {
    name: 'media',
    claim: (limit) => needs.messageMedia.claim(limit, leaseMs),
    handle: async (media) => report(needs.log, media, await needs.fetchMedia(media)),
    msUntilDue: () => needs.messageMedia.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(log: Log, { clinicId, attempts }: ClaimedMedia, { settlement, lost }: FetchOutcome): void {
  const fields = { clinicId, attempts: attempts + 1 };
  if (lost) log.warn(fields, 'a file was fetched by somebody else');
  else if (settlement.to === 'retry')
    log.warn({ ...fields, code: settlement.code }, 'a file could not be fetched; tried again later');
  else if (settlement.to === 'unavailable') log.error({ ...fields, code: settlement.code }, 'a file is lost');
}
