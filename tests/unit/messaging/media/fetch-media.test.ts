import { sameToken } from '../../../../src/adapters/meta/access-token.ts';
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { folderBlobs } from '../../../../src/adapters/media/folder-blobs.ts';
import { sealedMediaVault } from '../../../../src/adapters/media/media-vault.ts';
import { memoryTokenCipher } from '../../../../src/adapters/memory/connection/token-cipher.ts';
import { metaMediaSource } from '../../../../src/adapters/meta/media/media-source.ts';
import { makeFetchMedia } from '../../../../src/application/media/fetch-media.ts';
import { makeOpenMedia } from '../../../../src/application/media/open-media.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemTimers } from '../../../../src/adapters/system/timers.ts';
import { largestMedia } from '../../../../src/domain/messaging/messages/media.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { memoryWorld } from '../../../support/worlds/memory-world.ts';
import { startMediaStub, type MediaStub, type StubFile } from '../../../support/vendors/media-stub.ts';

let meta: MediaStub;
let foreign: MediaStub;
let folder: string;
beforeAll(async () => {
  meta = await startMediaStub();
  foreign = await startMediaStub();
  folder = await mkdtemp(join(tmpdir(), 'atende-media-'));
});
afterEach(() => {
  meta.files.clear();
});
afterAll(async () => {
  meta.close();
  foreign.close();
  await rm(folder, { recursive: true });
});

const jpeg = (length = 5_000) =>
  Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), randomBytes(length)]);
let made = 0;
const leaseMs = 60_000;

/** A patient's file at Meta, and what becomes of it here. */
async function aFile(file: StubFile, declared: { sha256?: string; fileName?: string } = {}) {
  const id = `media-${(made += 1)}`;
  meta.files.set(id, file);
  const world = memoryWorld();
  const { clock, stores } = world;
  const vault = sealedMediaVault(folderBlobs(folder), memoryTokenCipher('k1'));
  const needs = { mediaVault: vault, messageMedia: stores.messageMedia, alerts: stores.alerts, clock };
  const source = metaMediaSource(
    {
      graphUrl: meta.url,
      version: 'v25.0',
      tokenOf: sameToken('secret-token'),
      timeoutMs: 2_000,
      idleMs: 300,
    },
    systemTimers,
  );
  const fetchMedia = makeFetchMedia({
    ...needs,
    mediaSource: source,
    randomness: { next: () => 0.5 },
    transcription: undefined,
  });
  const message = aMessage({
    number: { phoneNumberId: 'pn-1' },
    type: 'document',
    media: { mediaId: id, ...declared },
    sentAt: clock.now(),
  });
  await world.ingestMessage({ items: [message], requestId: 'r' });
  const claimed = async () => {
    clock.advance(((await stores.messageMedia.msUntilDue()) ?? 0) + 1);
    const [media] = await stores.messageMedia.claim(1, leaseMs);
    if (media === undefined) throw new Error('Nothing was due');
    return media;
  };
  return {
    stores,
    clock,
    claimed,
    fetchMedia,
    /** One try, as soon as it is due. */
    fetched: async () => (await fetchMedia(await claimed())).settlement,
    async opened() {
      const [row] = world.db.messages;
      const { clinicId, conversationId, id: messageId } = row!;
      const media = await makeOpenMedia(needs)({ clinicId, conversationId, messageId });
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of media.bytes) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { ...media, bytes: size, hash: hash.digest('hex') };
    },
  };
}

describe('a file from WhatsApp', () => {
  it('is kept and shown: a picture of 5 MB', async () => {
    const bytes = jpeg(5 * 1024 * 1024);
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    const file = await aFile({ bytes }, { sha256 });
    expect(await file.fetched()).toMatchObject({ to: 'stored', type: 'image/jpeg', size: bytes.length });
    expect(await file.opened()).toMatchObject({ isInline: true, type: 'image/jpeg', bytes: bytes.length });
  });

  it('is a download when its type lies, or when it could run something', async () => {
    const exe = await aFile({ bytes: Buffer.concat([Buffer.from('MZ'), randomBytes(500)]) });
    expect(await exe.fetched()).toMatchObject({ to: 'stored', type: 'application/x-msdownload' });
    expect(await exe.opened()).toMatchObject({ isInline: false, type: 'application/octet-stream' });
    for (const text of ['<html><script>alert(1)</script></html>', '<svg onload="alert(1)"/>']) {
      const file = await aFile({ bytes: Buffer.from(text) });
      await file.fetched();
      expect(await file.opened()).toMatchObject({ isInline: false, type: 'application/octet-stream' });
    }
  });

  it('is refused when its digest differs, after some tries', async () => {
    const file = await aFile({ bytes: jpeg() }, { sha256: 'a'.repeat(64) });
    for (let n = 0; n < 3; n += 1)
      expect(await file.fetched()).toMatchObject({ to: 'retry', code: 'hash-differs' });
    expect(await file.fetched()).toEqual({ to: 'unavailable', code: 'hash-differs' });
    expect(await file.stores.alerts.openCount()).toEqual(new Map([['media-unavailable', 1]]));
    await expect(file.opened()).rejects.toMatchObject({ code: 'media.unavailable' });
  });

  it('is asked of Meta’s hosts only, and the token is shown to nobody else', async () => {
    foreign.files.set('x', { bytes: jpeg() });
    for (const url of [
      `${foreign.url}/bytes/x`,
      'https://lookaside.fbsbx.com.evil.example/x',
      'file:///etc/passwd',
    ]) {
      const file = await aFile({ bytes: jpeg(), url });
      expect(await file.fetched()).toMatchObject({ to: 'retry', code: 'url-foreign' });
    }
    const redirecting = await aFile({
      bytes: jpeg(),
      answers: [(response) => response.writeHead(302, { location: `${foreign.url}/bytes/x` }).end()],
    });
    expect(await redirecting.fetched()).toMatchObject({ to: 'retry', code: 'http-302' });
    expect(foreign.asked).toEqual([]);
  });

  it('is asked for anew when its URL has expired or the connection broke', async () => {
    const bytes = jpeg(50_000);
    const broken: unknown = expect.stringMatching(/failed$/);
    const file = await aFile({
      bytes,
      answers: [
        (response) => response.writeHead(404).end(),
        (response) => {
          response.writeHead(200).write(bytes.subarray(0, 10_000));
          response.destroy();
        },
        // falls silent
        (response) => void response.writeHead(200).write(bytes.subarray(0, 10)),
      ],
    });
    expect(await file.fetched()).toMatchObject({ to: 'retry', code: 'http-404' });
    await expect(file.opened()).rejects.toMatchObject({ code: 'media.not-ready' });
    expect(await file.fetched()).toMatchObject({ to: 'retry', code: broken });
    expect(await file.fetched()).toMatchObject({ to: 'retry', code: broken });
    expect(await file.fetched()).toMatchObject({ to: 'stored', size: bytes.length });
  });

  it('is let go of when it is not read', async () => {
    const { promise: left, resolve } = Promise.withResolvers<true>();
    const file = await aFile({
      bytes: jpeg(),
      announcedSize: largestMedia + 1,
      answers: [
        (response) => {
          response.once('close', () => resolve(true));
          response.writeHead(200).write(jpeg());
        },
      ],
    });
    expect(await file.fetched()).toEqual({ to: 'unavailable', code: 'too-large' });
    expect(await left).toBe(true);
  });

  it('is not called lost by who stalled while somebody else fetched it', async () => {
    const file = await aFile({ bytes: jpeg() });
    const stalled = await file.claimed();
    file.clock.advance(leaseMs + 1);
    expect(await file.fetched()).toMatchObject({ to: 'stored' });
    meta.files.clear();
    file.clock.advance(30 * 86_400_000);
    expect(await file.fetchMedia(stalled)).toMatchObject({ settlement: { to: 'unavailable' }, lost: true });
    expect(await file.stores.alerts.openCount()).toEqual(new Map());
  });

  it('is not called lost any more when who called it so died before saying why', async () => {
    const bytes = jpeg();
    const file = await aFile({ bytes });
    const { clinicId, conversationId } = await file.claimed();
    const condition = { clinicId, kind: 'media-unavailable', subject: conversationId } as const;
    await file.stores.alerts.open(condition, 'lost', file.clock.now());
    file.clock.advance(leaseMs + 1);
    expect(await file.fetched()).toMatchObject({ to: 'stored' });
    expect(await file.stores.alerts.openCount()).toEqual(new Map());
  });

  it('stays called lost when somebody else has found so meanwhile', async () => {
    const file = await aFile({ bytes: jpeg(), announcedSize: largestMedia + 1 });
    const stalled = await file.claimed();
    file.clock.advance(leaseMs + 1);
    expect(await file.fetched()).toMatchObject({ to: 'unavailable' });
    expect(await file.fetchMedia(stalled)).toMatchObject({ settlement: { to: 'unavailable' }, lost: true });
    expect(await file.stores.alerts.list({ reach: 'all', state: 'open', limit: 9 })).toMatchObject([
      { kind: 'media-unavailable', occurrences: 1 },
    ]);
  });

  it('is given up at once when it is larger than WhatsApp allows, and when Meta knows it no longer', async () => {
    const large = await aFile({ bytes: jpeg(), announcedSize: largestMedia + 1 });
    expect(await large.fetched()).toEqual({ to: 'unavailable', code: 'too-large' });
    const lying = await aFile({ bytes: jpeg(1_000), announcedSize: 900 });
    expect(await lying.fetched()).toMatchObject({ to: 'retry', code: 'size-differs' });
    const gone = await aFile({ bytes: jpeg() });
    meta.files.clear();
    for (let n = 0; n < 3; n += 1) await gone.fetched();
    expect(await gone.fetched()).toEqual({ to: 'unavailable', code: 'http-404' });
  });
});
