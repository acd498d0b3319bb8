import type { Profiler } from 'node:inspector';

export type SentStatement = {
  readonly text: string;
  /** Of a prepared one. */
  readonly name: string | undefined;
  readonly count: number;
  /** Those that were not sent along behind another one. */
  readonly roundTrips: number;
};

/** What a product did while it was recorded. */
export type Recorded = {
  readonly statements: readonly SentStatement[];
  readonly profile: Profiler.Profile;
};
