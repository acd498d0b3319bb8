import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealedMediaVault } from '../../../../src/adapters/media/media-vault.ts';
import { memoryTokenCipher } from '../../../../src/adapters/memory/connection/token-cipher.ts';
import { memoryBlobs } from '../../../../src/adapters/memory/media/blobs.ts';
import { makeFetchMedia } from '../../../../src/application/media/fetch-media.ts';
import { makeOpenMedia } from '../../../../src/application/media/open-media.ts';
import type { MediaSource } from '../../../../src/application/ports/media/media-source.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { mortalProcess, never, type MortalProcess } from '../../../support/worlds/mortal-process.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, leaseMs, receive } from '../../harness/steps.ts';
import { dieAtEveryStep, type Mission } from './every-death.ts';

const file = Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), Buffer.alloc(4_000, 7)]);
const digest = createHash('sha256').update(file).digest('hex');
const source: MediaSource = {
  open: async () => ({ size: file.length, bytes: inParts(), close: () => undefined }),
};
async function* inParts() {
  for (let at = 0; at < file.length; at += 1_000) yield await Promise.resolve(file.subarray(at, at + 1_000));
}

const timeout = 90_000;

/** A patient has sent a file; Meta announced this digest. */
async function aFileToFetch(harness: Harness, sha256: string) {
  const { stores } = harness;
  const party = await aParty(harness);
  const media = { mediaId: 'media-1', mimeType: 'image/jpeg', sha256 };
  await receive(harness, party, aMessage({ type: 'image', media, sentAt: harness.now() }));
  const stored = new Map<string, Uint8Array>();
  const clock = { now: () => harness.now() };
  const vaultOf = (process?: MortalProcess) => {
    const blobs = memoryBlobs(stored);
    return sealedMediaVault(process?.wrap('blobs', blobs) ?? blobs, memoryTokenCipher('k1'));
  };
  const work: Mission['work'] = async (process) => {
    const { messageMedia, alerts } = process.wrapAll({
      messageMedia: stores.messageMedia,
      alerts: stores.alerts,
    });
    const fetchMedia = makeFetchMedia({
      ...{ messageMedia, alerts, clock, transcription: undefined },
      mediaSource: process.wrap('mediaSource', source),
      mediaVault: vaultOf(process),
      randomness: { next: () => 0 },
    });
    for (const claimed of await messageMedia.claim(3, leaseMs)) await fetchMedia(claimed);
  };
  const { clinicId, placement } = party;
  const { conversationId } = placement;
  const [message] = (await stores.conversations.messages({ clinicId, conversationId, limit: 1 })) ?? [];
  const opened = async () => {
    const openMedia = makeOpenMedia({ ...stores, mediaVault: vaultOf() });
    const { bytes } = await openMedia({ clinicId, conversationId, messageId: message!.id });
    const parts: Uint8Array[] = [];
    for await (const part of bytes) parts.push(part);
    return Buffer.concat(parts);
  };
  return { work, opened, stores };
}

export const fetchingDeathsContract = (make: MakeHarness) =>
  describe('a process that dies while it fetches a file', () => {
    it('at any step leaves it to another, and the file is there in the end', { timeout }, async () => {
      const steps = await dieAtEveryStep(make, async (harness) => {
        const { work, opened, stores } = await aFileToFetch(harness, digest);
        return {
          work,
          async check() {
            expect((await opened()).equals(file)).toBe(true);
            expect(await stores.alerts.openCount()).toEqual(new Map());
          },
        };
      });
      expect(steps).toEqual(['messageMedia.claim', 'mediaSource.open', 'blobs.write', 'messageMedia.settle']);
    });

    it('at any step lets the clinic know of one that is lost', { timeout }, async () => {
      await dieAtEveryStep(make, async (harness) => {
        const { work, opened, stores } = await aFileToFetch(harness, 'a'.repeat(64));
        // the tries before the last one
        for (let n = 0; n < 3; n += 1) {
          await work(mortalProcess(never, 'before'));
          await harness.passTime(25_000);
        }
        return {
          work,
          async check() {
            await expect(opened()).rejects.toMatchObject({ code: 'media.unavailable' });
            expect(await stores.alerts.openCount()).toEqual(new Map([['media-unavailable', 1]]));
          },
        };
      });
    });
  });
