import { googleErrors } from '../../adapters/google/error-table.ts';
import { httpErrors } from '../../adapters/http/server/http-errors.ts';
import { metaErrors } from '../../adapters/meta/send/error-entries.ts';
import { postgresErrors } from '../../adapters/postgres/fault.ts';
import { domainErrors } from '../../domain/error-catalogue.ts';
import type { ErrorEntry } from '../../domain/error.ts';

/** Every error that somebody may meet, by where it comes from. docs/errors.md is written from it. */
export const errorSources: readonly (readonly [string, readonly ErrorEntry[]])[] = [
  ['Atende', domainErrors],
  ['HTTP', httpErrors],
  ['Postgres', postgresErrors],
  ['Meta', metaErrors],
  ['Google', googleErrors],
];

export const errorCatalogue: ReadonlyMap<string, ErrorEntry> = new Map(
  errorSources.flatMap(([, entries]) => entries).map((entry) => [entry.code, entry]),
);
