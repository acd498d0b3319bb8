import type { MediaVault } from '../ports/media/media-vault.ts';
import type { OutgoingFiles } from '../ports/media/outgoing-files.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { DeletedBlob, MessageMedia } from '../ports/media/message-media.ts';

/**
 * Forgets files that were uploaded and never sent, and removes blobs whose file has gone; their keys went with it. How many. `stillWanted` is asked before each batch.
 * @throws what the first removal threw, after all the others: those that are gone are forgotten
 */
export type RemoveDeletedBlobs = (stillWanted: () => boolean) => Promise<number>;

type Needs = {
  messageMedia: MessageMedia;
  outgoingFiles: Pick<OutgoingFiles, 'forgetUnsent'>;
  mediaVault: MediaVault;
  clock: Clock;
};

const batchSize = 100;
/** Whoever uploads a file and does not send it within a day uploads it again. */
const unsentKeptMs = 24 * 3_600_000;

export const makeRemoveDeletedBlobs =
  ({ messageMedia, outgoingFiles, mediaVault, clock }: Needs): RemoveDeletedBlobs =>
  async (stillWanted) => {
    await outgoingFiles.forgetUnsent(new Date(clock.now().getTime() - unsentKeptMs), batchSize);
    let removed = 0;
    const thrown: unknown[] = [];
    while (stillWanted()) {
      const blobs = await messageMedia.deletedBlobs(batchSize);
      const gone: DeletedBlob[] = [];
      for (const blob of blobs)
        await mediaVault.remove(blob.name).then(
          () => gone.push(blob),
          (error: unknown) => thrown.push(error),
        );
      await messageMedia.forgetBlobs(gone);
      removed += gone.length;
      // what stays is met again by every batch
      if (blobs.length < batchSize || gone.length === 0) break;
    }
    if (thrown.length > 0) throw thrown[0];
    return removed;
  };
