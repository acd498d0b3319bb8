import { afterAll, beforeAll } from 'vitest';
import { storesContract, type Concept } from '../contracts/stores.contract.ts';
import { openContractDatabase, type ContractDatabase } from './contract-database.ts';
import type { MakeHarness } from './harness.ts';

/** A database for the tests of one file. */
export function onPostgres(): MakeHarness {
  let database: ContractDatabase;
  beforeAll(async () => {
    database = await openContractDatabase(10);
  });
  afterAll(() => database.drop());
  return () => database.harness();
}

export const storesOnPostgres = (concept: Concept): void => storesContract(concept, onPostgres());
