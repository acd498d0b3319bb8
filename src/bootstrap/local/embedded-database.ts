import { resolve } from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.ts';
import type { Log } from '../../application/ports/operations/log.ts';

/** The Postgres of a local run, under `dataDir`; the program that serves clinics never loads it. */
export const openEmbedded = (dataDir: string, log: Log, signal: AbortSignal): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({
    dataDir: resolve(dataDir, 'postgres'),
    log: (message, fields = {}) => log.info(fields, message),
    signal,
  });
