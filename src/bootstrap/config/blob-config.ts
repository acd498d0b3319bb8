import { z } from 'zod';
import { text, webUrl, whole } from './config-values.ts';

/** Where patients' files lie: a folder, or an S3-compatible service. */
export const blobVariables = {
  BLOB_DIR: text.optional(),
  BLOB_S3_ENDPOINT: webUrl.optional(),
  BLOB_S3_BUCKET: z
    .string()
    .regex(/^[a-z\d.-]{3,63}$/)
    .optional(),
  BLOB_S3_REGION: text.default('us-east-1'),
  BLOB_S3_ACCESS_KEY_ID: text.optional(),
  BLOB_S3_SECRET_ACCESS_KEY: text.optional(),
  MEDIA_CONCURRENCY: whole(4, 1, 64),
  MEDIA_LEASE_MS: whole(15 * 60_000, 60_000),
};

type Values = z.infer<z.ZodObject<typeof blobVariables>>;

/** S3 needs all of its variables, or none. */
export function checkBlobs(values: Values, problems: string[]): void {
  const { BLOB_S3_ENDPOINT, BLOB_S3_BUCKET, BLOB_S3_ACCESS_KEY_ID, BLOB_S3_SECRET_ACCESS_KEY } = values;
  const named = { BLOB_S3_ENDPOINT, BLOB_S3_BUCKET, BLOB_S3_ACCESS_KEY_ID, BLOB_S3_SECRET_ACCESS_KEY };
  const missing = Object.entries(named).filter(([, value]) => value === undefined);
  if (missing.length > 0 && missing.length < Object.keys(named).length)
    for (const [name] of missing)
      problems.push(`${name}: is required together with the other BLOB_S3_ variables`);
}
