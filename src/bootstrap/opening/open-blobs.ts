import { systemTimers } from '../../adapters/system/timers.ts';
import { join } from 'node:path';
import { folderBlobs } from '../../adapters/media/folder-blobs.ts';
import { s3Blobs } from '../../adapters/media/s3-blobs.ts';
import type { Blobs } from '../../application/ports/media/blobs.ts';
import type { Config } from '../config/config.ts';

/** The blob store that the configuration names; a folder beside the other data by default. */
export function blobsOf(config: Config): Blobs {
  const {
    BLOB_S3_ENDPOINT: endpoint,
    BLOB_S3_BUCKET: bucket,
    BLOB_S3_REGION: region,
    BLOB_S3_ACCESS_KEY_ID: accessKeyId,
    BLOB_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = config;
  if (
    endpoint === undefined ||
    bucket === undefined ||
    accessKeyId === undefined ||
    secretAccessKey === undefined
  )
    return folderBlobs(config.BLOB_DIR ?? join(config.DATA_DIR, 'blobs'));
  return s3Blobs({ endpoint, bucket, region, accessKeyId, secretAccessKey }, systemTimers);
}
