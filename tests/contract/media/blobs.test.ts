import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderBlobs } from '../../../src/adapters/media/folder-blobs.ts';
import { s3Blobs } from '../../../src/adapters/media/s3-blobs.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { memoryBlobs } from '../../../src/adapters/memory/media/blobs.ts';
import { startS3Stub, type S3Stub } from '../../support/vendors/s3-stub.ts';
import { blobsContract } from './blobs.contract.ts';

let folder: string;
let s3: S3Stub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-blobs-'));
  s3 = await startS3Stub('key-id');
});
afterAll(async () => {
  s3.close();
  await rm(folder, { recursive: true });
});

let opened = 0;
const bucket = () => {
  opened += 1;
  return s3Blobs(
    {
      endpoint: s3.url,
      bucket: `bucket-${opened}`,
      region: 'sa-east-1',
      accessKeyId: 'key-id',
      secretAccessKey: 'secret',
    },
    systemTimers,
  );
};

blobsContract('memory', () => Promise.resolve(memoryBlobs()));
blobsContract('a folder', () => mkdtemp(join(folder, 'one-')).then(folderBlobs));
blobsContract('an S3-compatible service', () => Promise.resolve(bucket()));

describe('blobs in a folder', () => {
  it('leave no half files behind, and no name leads out of it', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const blobs = folderBlobs(own);
    async function* breaking() {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('broken');
    }
    await expect(blobs.write('a/b', breaking(), 8)).rejects.toThrow();
    expect(await readdir(join(own, 'a'))).toEqual([]);
    await expect(async () => blobs.write('../out', breaking(), 8)).rejects.toThrow('impossible name');
  });
});

describe('blobs in an S3-compatible service', () => {
  it('say so when it refuses', async () => {
    const blobs = s3Blobs(
      {
        endpoint: s3.url,
        bucket: 'b',
        region: 'sa-east-1',
        accessKeyId: 'unknown',
        secretAccessKey: 'secret',
      },
      systemTimers,
    );
    await expect(blobs.read('a')).rejects.toThrow('403');
    await expect(blobs.remove('a')).rejects.toThrow('403');
  });
});
